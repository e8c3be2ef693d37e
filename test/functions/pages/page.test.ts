import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { ApiRequest } from '../../../functions/http/api';
import { Problem } from '../../../functions/http/problem';
import { pagesForForms } from '../../../functions/pages/for-forms';
import { isForm, readFields } from '../../../functions/pages/form';
import { pageAnswer } from '../../../functions/pages/page';

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

  test('can lead its forms elsewhere, and ask for itself again', async () => {
    const { headers } = await pageAnswer({
      title: 'Wait',
      content: html`<p>…</p>`,
      formsLeadTo: ['https://checkout.stripe.com'],
      reloadAfter: 2,
    });
    expect(headers['content-security-policy']).toContain("form-action 'self' https://checkout.stripe.com;");
    expect(headers['refresh']).toBe('2');
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

  test('is answered with a page where something is wrong; a program with problem details', async () => {
    const fail = async () => {
      throw new Problem(429, 'Too many', 'Wait <5> minutes', [], { 'retry-after': '300' });
    };
    const request = (type: string) => ({ ...sent(type, 'a=1') }) as unknown as ApiRequest;
    const page = await pagesForForms(request(FORM), fail);
    expect(page).toMatchObject({ status: 429, headers: { 'retry-after': '300' } });
    expect(page.body).toContain('Wait &lt;5&gt; minutes');
    await expect(pagesForForms(request('application/json'), fail)).rejects.toThrow(Problem);
    await expect(
      pagesForForms(request(FORM), async () => {
        throw new Error('a fault of ours');
      }),
    ).rejects.toThrow('a fault of ours');
  });
});
