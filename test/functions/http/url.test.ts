import { urlOf } from '../../../functions/http/url';

type Event = Parameters<typeof urlOf>[0];

/** As API Gateway hands it over. */
const asked = (headers: Record<string, string>, domainName: string): Event =>
  ({
    headers,
    rawPath: '/checkout',
    rawQueryString: '',
    requestContext: { domainName },
  }) as unknown as Event;

describe('the URL that was asked for', () => {
  it.each([
    [
      'the name that AWS gave',
      { host: 'abc.execute-api.eu-central-1.amazonaws.com', 'x-forwarded-proto': 'https' },
      'https://abc.execute-api.eu-central-1.amazonaws.com',
    ],
    [
      'a name of one’s own',
      { host: 'news.example.org', 'x-forwarded-proto': 'https' },
      'https://news.example.org',
    ],
    ['this machine', { host: '127.0.0.1:3000', 'x-forwarded-proto': 'http' }, 'http://127.0.0.1:3000'],
  ])('is of %s, so links, cookies and ways back from Stripe are too', (_, headers, origin) => {
    const { hostname } = new URL(origin);
    expect(urlOf(asked(headers, hostname)).href).toBe(`${origin}/checkout`);
  });

  it('is of the gateway’s own name where the header is none', () => {
    expect(urlOf(asked({ host: 'evil.example/path?' }, 'news.example.org')).origin).toBe(
      'https://news.example.org',
    );
  });
});
