import fc from 'fast-check';
import { redact } from '../../../functions/log/redact';

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
    'Rate exceeded at 12:30:45 on 2026-11-23T16:17:06.000Z',
    "No such subscription: 'sub_1NxYz'",
    'getaddrinfo ENOTFOUND feeds.example.org',
    'SES could not be reached: ECONNREFUSED.',
    'The secret stripe-webhook-secret is missing or blank',
    'SOURCE#hackernews@1a2b/SEEN has no entries'.replace('@', '-'),
    'The table did not take 25 writes',
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

test('no text takes long', () => {
  const hostile = [
    'a',
    '@',
    'a@',
    '%40',
    ':',
    '1.',
    '"',
    'https://',
    '?a=',
    '=',
    '_secret_',
    'eyJ.',
    'token',
    '-',
  ].map((part) => part.repeat(200_000 / part.length));
  const start = performance.now();
  for (const text of hostile) redact(text);
  expect(performance.now() - start).toBeLessThan(1_000);
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
