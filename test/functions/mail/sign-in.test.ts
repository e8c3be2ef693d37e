import { type SignIn, signInMail } from '../../../functions/mail/sign-in';
import type { Address } from '../../../functions/readers/address';
import { linksOf, readHtml } from './read-html';

const SIGN_IN: SignIn = {
  to: 'reader@example.org' as Address,
  link: 'https://news.example.org/sign-in?token=abc&x=1',
  minutes: 15,
  service: 'news.example.org',
};

describe('the mail to sign in', () => {
  test('has the link as a button and as it is, in HTML and in text', () => {
    const { html, text, to, kind } = signInMail(SIGN_IN);
    const read = readHtml(html);
    expect({ to, kind }).toEqual({ to: 'reader@example.org', kind: 'sign-in' });
    expect(linksOf(read)).toEqual([SIGN_IN.link, SIGN_IN.link]);
    expect(read.text).toContain(`Or open this address: ${SIGN_IN.link}`);
    expect(text.split('\n')).toContain(SIGN_IN.link);
  });

  test('says the same in both: who asked, how often and how long it works, what to do otherwise', () => {
    const { html, text, subject } = signInMail(SIGN_IN);
    const seen = readHtml(html).text;
    const sentences = text
      .split('\n')
      .filter((line) => line !== '' && line !== '-- ' && !line.startsWith('https://'));
    for (const sentence of sentences) expect(seen).toContain(sentence);
    for (const said of [
      'Somebody typed this address at news.example.org',
      'works once, within 15 minutes.',
      'ignore this mail',
    ]) {
      expect(text).toContain(said);
    }
    expect(subject).toBe('Sign in to news.example.org');
    expect(signInMail({ ...SIGN_IN, minutes: 1 }).text).toContain('within 1 minute.');
  });
});
