import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import * as z from 'zod/mini';
import { api } from '../../../functions/http/api';
import { Problem } from '../../../functions/http/problem';
import { sendLinesTo } from '../../../functions/log/output';
import { pageAnswer } from '../../../functions/pages/answer';
import { readFields } from '../../../functions/pages/form';
import { isForm } from '../../../functions/pages/is-form';
import { problemPage } from '../../../functions/pages/problem-page';
import { request } from '../../request';

const sent = (type: string | undefined, body: string) => ({
  headers: { 'content-type': type },
  body: Buffer.from(body, 'latin1'),
});
const FORM = 'application/x-www-form-urlencoded';

describe('a small page', () => {
  test('escapes what it shows, and takes only its own style', async () => {
    const { body, headers } = await pageAnswer({
      title: 'A <b> & "c"',
      content: html`<p title="${'"><script>'}">${'<img onerror=x>'}</p>`,
    });
    expect(body).toContain('<title>A &lt;b&gt; &amp; &quot;c&quot; · Newsreel</title>');
    expect(body).not.toContain('<script>');
    expect(body).not.toContain('<img');
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(body) ?? [];
    const digest = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${digest}'`);
    expect(body).toContain('<html lang="en">');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  });

  test('can lead its forms elsewhere', async () => {
    const { headers } = await pageAnswer({
      title: 'Wait',
      content: html`<p>…</p>`,
      formsLeadTo: ['https://checkout.stripe.com'],
    });
    expect(headers['content-security-policy']).toContain("form-action 'self' https://checkout.stripe.com;");
  });
});

describe('a form', () => {
  test.each([
    [FORM, 'a=1', true],
    [`${FORM}; charset=UTF-8`, '', true],
    [FORM, '{"a":"1"}', false],
    ['application/json', 'a=1', false],
    [undefined, 'a=1', false],
    ['multipart/form-data; boundary=x', 'a=1', false],
  ])('of type %s with %j: %s', (type, body, expected) => {
    expect(isForm(sent(type, body))).toBe(expected);
  });

  const schema = z.strictObject({ a: z.string('must be text') });
  const faultsOf = (type: string, body: string): unknown => {
    try {
      return readFields(schema, sent(type, body));
    } catch (error) {
      return error instanceof Problem ? [error.status, ...error.faults.map(({ name }) => name)] : error;
    }
  };

  test.each<[string, string, unknown]>([
    [FORM, 'a=1%20+%C3%BC', { a: '1  ü' }],
    [FORM, '{"a":"1"}', { a: '1' }],
    ['application/json', '{"a":"1"}', { a: '1' }],
    [FORM, 'a=1&a=2', [400, 'a', 'a']],
    [FORM, 'a=1&b=2', [400, 'b']],
    [FORM, '__proto__=1&a=1', [400, '__proto__']],
    [FORM, 'a=\xff', [400]],
    ['application/json', '{"a":1}', [400, 'a']],
    ['application/json', '{"a":"1","b":2}', [400, 'b']],
    ['application/json', '[]', [400, 'body']],
    ['application/json', 'a=1', [400]],
    ['text/html', '{"a":"1"}', [415]],
  ])('%s with %j reads as %j', (type, body, expected) => {
    expect(faultsOf(type, body)).toEqual(expected);
  });
});

describe('what is wrong', () => {
  const failing = (error: Error) =>
    api(async () => {
      throw error;
    }, problemPage);
  const tooMany = failing(new Problem(429, 'Too many', 'Wait <5> minutes', [], { 'retry-after': '300' }));
  const posted = (type: string) => request('POST /x', { headers: { 'content-type': type }, body: 'a=1' });
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  test('is a page for a form and for a browser', async () => {
    for (const event of [posted(FORM), request('GET /x', { headers: browser })]) {
      const answer = await tooMany(event);
      expect(answer).toMatchObject({
        statusCode: 429,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'retry-after': '300',
          vary: 'accept-encoding, accept',
        },
      });
      expect(answer.body).toContain('Wait &lt;5&gt; minutes');
    }
  });

  test('is problem details for a program', async () => {
    const json = 'application/json';
    const events = [
      posted(json),
      request('GET /x'),
      request('GET /x', { headers: { accept: '*/*' } }),
      request('POST /x', { headers: { ...browser, 'content-type': json }, body: '{}' }),
    ];
    for (const event of events) {
      const { headers } = await tooMany(event);
      expect(headers).toMatchObject({ 'content-type': 'application/problem+json', vary: 'accept-encoding' });
    }
  });

  test('tells each wrong parameter, and nothing of a fault of ours', async () => {
    const faults = [
      { name: 'a', detail: 'is <wrong>' },
      { name: 'b', detail: 'too' },
    ];
    const get = request('GET /x?a=1', { headers: browser });
    const listed = await failing(new Problem(400, 'Wrong', '…', faults))(get);
    expect(listed.body).toMatch(/<li>a is &lt;wrong&gt;<\/li>.*<li>b too<\/li>/s);
    sendLinesTo(() => undefined);
    const broken = await failing(new Error('secret inside'))(get);
    expect(broken).toMatchObject({ statusCode: 500, body: expect.not.stringContaining('secret') });
    expect(broken.body).toMatch(/href="https:[^"]*\/x\?a=1">Try again/);
  });
});
