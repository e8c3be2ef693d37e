import type { Address } from '../readers/address';
import type { Mail } from './mail';
import { signInMail } from './sign-in';

/** Nobody's: RFC 2606 keeps the domain free. */
const SAMPLE_READER = 'reader@example.org' as Address;

/** Every kind of mail that there is, with sample data: to be looked at. */
export const samples: Readonly<Record<string, () => Mail>> = {
  'sign-in': () =>
    signInMail({
      to: SAMPLE_READER,
      link: 'https://news.example.org/sign-in?token=zKX0v3hYc1QmJ8sWq5uT7rB2nL9dF4gA',
      minutes: 15,
      service: 'news.example.org',
    }),
};
