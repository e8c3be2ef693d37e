import fc from 'fast-check';
import { redact } from '../../../functions/log/redact';
import { cpuMs } from '../../cpu-time';

describe('what the log leaves out of others’ words', () => {
  // As Stripe, SES, the SDK, undici and Node itself put them.
  test.each([
    ['Invalid email address: ada@example.org', /ada|example\.org/],
    [
      'Email address is not verified. The following identities failed: Ada <ada.l+news@mail.example.co.uk>',
      /ada\.l|mail\.example/,
    ],
    ['554 Message rejected: "ada lovelace"@example.org is on the list', /lovelace|example/],
    ['no mailbox żółć@przykład.pl here', /żółć|przykład/],
    ['GET /checkout?email=ada%40example.org failed', /ada|example/],
    ['ada%40example.org', /ada|example/],
    ['Invalid API Key provided: sk_test_51HxAbCdEf', /51Hx/],
    ['Invalid API Key provided: rk_live_****************1234', /1234/],
    ['No signatures found for whsec_abc123', /abc123/],
    ['client_secret pi_3Nabc_secret_Xyz9 was used', /Xyz9/],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl expired', /eyJ|c2ln/],
    ['Authorization: Bearer abc.def-ghi', /abc|ghi/],
    ['sent Basic dXNlcjpwYXNz to it', /dXNl/],
    ["The Canonical String should have been 'POST\nx-amz-security-token:IQoJb3JpZ2luX2VjE12345\n'", /IQoJ/],
    ['unexpected {"password":"hunter2"}', /hunter2/],
    ['password=hunter2&user=ada', /hunter2/],
    [
      'fetch failed: https://ada:hunter2@feeds.example.org/private/f00dcafe.xml?token=abc#x',
      /ada|hunter2|f00d|abc/,
    ],
    ['fetch failed: https://ada:hun/ter2@feeds.example.org/x', /ada|hun|ter2/],
    ['fetch failed: https://ada@hun/ter2@feeds.example.org/x', /ada|hun|ter2/],
    ['fetch failed: https://ada:12/ter2@feeds.example.org/x', /ada|12|ter2/],
    ['Invalid URL "https://ada:hunter2', /hunter2/],
    [`Invalid URL 'https://ada:hun"ter2@feeds.example.org'`, /hun|ter2/],
    ['client_secret=hunter2short', /hunter2/],
    ['client_secret=hun,ter;2&grant_type=x', /hun|ter/],
    ['client_secret%3Dhunter2%26grant_type%3Dx', /hunter2/],
    ['clientSecret: "hunter2"', /hunter2/],
    [`{ clientSecret: 'hun ter2', id: 1 }`, /hun|ter2/],
    [`Map(1) { 'refresh_token_of' => 'hunter2' }`, /hunter2/],
    ['{"client_secret":"hunter2"}', /hunter2/],
    ['{"client_secret":"hun\\"ter 2"}', /hun|ter/],
    [String.raw`{"body":"{\"client_secret\":\"hun ter2\"}"}`, /hun|ter2/],
    ['"client_secret_of_feed" = hunter2', /hunter2/],
    ['passwd=hunter2', /hunter2/],
    ['PASSWORD : hunter2', /hunter2/],
    ['password: "hunter2 that nobody ended', /hunter2|ended/],
    ['user=ada&pass=hunter2', /hunter2/],
    ['x-api-key: hunter2', /hunter2/],
    ['aws_secret_access_key = hunter2', /hunter2/],
    ['cookie: newsreel_session=hunter2; theme=dark', /hunter2|dark/],
    ['{"cookie":"newsreel_session=hunter2"}', /hunter2/],
    ['Set-Cookie: newsreel_session=hunter2; Path=/', /hunter2/],
    ['sent newsreel_session=hunter2', /hunter2/],
    ['signed with wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY now', /wJalr|K7MD|bPxR/],
    ['signed with wJalrXUtnFEMI+K7MDENG/bPxRfiCYEXAMPLEKEY.', /wJalr|K7MD|bPxR/],
    ['key:/JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', /Jalr|K7MD|bPxR/],
    ['session IQoJb3JpZ2lu/X2VjEAoaCXVzLWVhc3Qt/MSJHMEUCIQDx9Zz8/abc== of it', /IQoJ|X2Vj|MSJH/],
    ['connect to smtp://user:pass@mail.example.org:25', /user|pass@/],
    ['cannot GET /unsubscribe?token=abc.def', /abc/],
    ['connect ECONNREFUSED 203.0.113.7:443', /203/],
    ['connect ETIMEDOUT 2001:db8::7:443', /db8/],
    ['connect EHOSTUNREACH 2606:4700:4700:1234:5678:9abc:def0:1111:443 - Local (:::0)', /4700|def0/],
    ['from ::ffff:203.0.113.7', /203|ffff/],
    ['[::1]:3000 refused', /::1/],
    ['it has Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A in it', /Zm9v/],
    [`Unexpected token 'S', "Secret tex"... is not valid JSON`, /ecret/],
    [`Unexpected token 'x', ..."ord": "hun"x... is not valid JSON`, /hun/],
    [`"a whole body" is not valid JSON`, /body/],
  ])('%s', (text, secret) => {
    expect(text).toMatch(secret);
    expect(redact(text)).not.toMatch(secret);
  });

  it('takes each of what JSON.parse quotes', () => {
    for (const body of [
      'secret',
      '{"key":"secret"',
      '{"key":"secret"x}',
      '"secret',
      '["secret" 1]',
      '{"a":"b",secret}',
    ]) {
      try {
        JSON.parse(body);
      } catch (error) {
        expect(redact((error as Error).message)).not.toContain('secret');
      }
    }
  });
});

describe('what an operator needs stays', () => {
  test.each([
    'User: arn:aws:sts::123456789012:assumed-role/Newsreel-FetchingFetchRole1A2B3C4D-aBcDeF/Newsreel is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:eu-central-1:123456789012:table/Newsreel-Table1',
    'arn:aws:iam::123456789012:role/FetchingFetchFunctionServiceRole1A2B3C4D5E6F is not there',
    'Rate exceeded at 12:30:45 on 2026-11-23T16:17:06.000Z',
    "No such subscription: 'sub_1NxYz'",
    'getaddrinfo ENOTFOUND feeds.example.org',
    'SES could not be reached: ECONNREFUSED.',
    'The secret stripe-webhook-secret is missing or blank',
    'SOURCE#hackernews@1a2b/SEEN has no entries'.replace('@', '-'),
    'The table did not take 25 writes',
    'ExpiredTokenException: The security token included in the request is expired',
    'SignatureDoesNotMatch: The request signature we calculated does not match',
    'MissingSecretError: The secret session-key is missing or blank',
  ])('%s', (text) => expect(redact(text)).toBe(text));

  test('where in the code it was', () => {
    const stack = [
      '    at fetchSources (/var/task/index.js:12:3456)',
      '    at async Promise.all (index 0)',
      '    at /home/me/newsreel/node_modules/@aws-sdk/client-dynamodb/dist-cjs/index.js:1:2',
      '    at Object.<anonymous> (file:///var/runtime/index.mjs:1448:29)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
    ].join('\n');
    expect(redact(stack)).toBe(stack);
  });

  test('whose URL it was, as far as its host', () => {
    expect(redact('GET https://api.stripe.com/v1/customers/cus_1?email=a failed')).toBe(
      'GET https://api.stripe.com/… failed',
    );
  });
});

describe('a long text', () => {
  test.each([
    ['credentials of a URL', (before: string) => `${before} https://ada:hunter2@feeds.example.org/x`],
    ['secrets in quotes', (before: string) => `${before} {"password":"hunter2 hunter2 hunter2"}`],
    ['addresses', (before: string) => `${before} hunter2@example.org`],
    ['bodies', (before: string) => `${before} Unexpected token 'h', ..."hunter2"... is not valid JSON`],
  ])('is cut after %s are taken out', (_, after) => {
    for (let length = 3_940; length <= 4_000; length++) {
      const redacted = redact(after('.'.repeat(length)));
      expect(redacted).not.toMatch(/hun/);
      expect(redacted.length).toBeLessThanOrEqual(4_000);
    }
  });

  test('tells nothing of what was cut before it could be known for a secret', () => {
    const before = 'https://feeds.example.org/'.padEnd(31_000, 'x');
    for (let length = 900; length <= 1_000; length++) {
      expect(redact(`${before} ${'.'.repeat(length)}hunter2@example.org and on`)).not.toContain('hun');
      expect(redact(`${before} https://${'hunter2'.repeat(1_000)}@feeds.example.org`)).not.toContain('hun');
    }
  });
});

test('no text takes long', () => {
  const hostile = [
    'a',
    'a ',
    '@',
    'a@',
    '%40',
    ':',
    ':a ',
    '1.',
    '"',
    '"\\',
    'https://',
    'https://a@',
    'https:// ',
    '?a=',
    '?a',
    '=',
    '_secret_',
    'secret',
    'secret=',
    'secret="',
    String.raw`secret=\"`,
    'token',
    'token-Error',
    'cookie',
    'cookie: ',
    'Bearer ',
    'Unexpected token ',
    'eyJ.',
    'eyJ-',
    'arn:-',
    'A1a/',
    'A1/-',
    '/',
    '-',
  ];
  for (const part of hostile) {
    const text = part.repeat(200_000 / part.length);
    const withEnd = `${text.slice(0, 31_000)}" is not valid JSON`;
    const start = cpuMs();
    for (let time = 0; time < 5; time++) for (const one of [text, withEnd]) redact(one);
    // Ten times what grows with the square of all that is read takes more than two seconds; this takes 0.2 at most.
    expect([part, cpuMs() - start < 1_000]).toEqual([part, true]);
  }
});

test('an address never comes through, whatever is around it', () => {
  const part = fc.stringMatching(/^[a-z0-9.+_-]{1,20}$/);
  fc.assert(
    fc.property(fc.string(), part, fc.domain(), fc.string(), (before, name, domain, after) => {
      const address = `${name}@${domain}`;
      expect(redact(`${before} ${address} ${after}`)).not.toContain(address);
    }),
  );
});
