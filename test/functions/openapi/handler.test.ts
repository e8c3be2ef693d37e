import { gunzipSync } from 'node:zlib';
import { openApiDocument } from '../../../functions/openapi/document';
import { handler } from '../../../functions/openapi/handler';
import { request } from '../../request';

const ask = (headers: Record<string, string> = {}) => handler(request('GET /openapi.json', { headers }));

it('answers the document, for any origin, to be kept for an hour', async () => {
  const { statusCode, headers, body = '' } = await ask();
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    'access-control-allow-origin': '*',
  });
  expect(JSON.parse(body)).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

it('packs it where that is accepted', async () => {
  const { headers, body = '' } = await ask({ 'accept-encoding': 'gzip' });
  expect(headers?.['content-encoding']).toBe('gzip');
  const packed = Buffer.from(body, 'base64');
  expect(packed.length).toBeLessThan(20_000);
  expect(JSON.parse(gunzipSync(packed).toString())).toHaveProperty('openapi');
});

it('makes the same document each time', () => {
  expect(openApiDocument()).toEqual(openApiDocument());
});
