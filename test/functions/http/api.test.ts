import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { api, json, publicApi } from '../../../functions/http/api';
import { badParameters, Problem } from '../../../functions/http/problem';
import { handler as notFound } from '../../../functions/not-found/handler';
import { keepLog } from '../../log';
import { request } from '../../request';

describe('an API handler', () => {
  it('answers with what it is given, for any origin where it is public', async () => {
    const result = await publicApi(async () => json(200, { a: 1 }))(request('GET /x'));
    expect(result).toMatchObject({ statusCode: 200, body: '{"a":1}' });
    expect(result.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
    });
    const closed = await api(async () => json(200, {}))(request('GET /x'));
    expect(closed.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('packs what is worth it for whoever accepts it', async () => {
    const handle = publicApi(async () => json(200, 'ä'.repeat(2_000)));
    const packed = await handle(request('GET /x', { headers: { 'accept-encoding': 'br, GZIP;q=0.5' } }));
    expect(packed).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } });
    expect(gunzipSync(Buffer.from(packed.body ?? '', 'base64')).toString()).toBe(`"${'ä'.repeat(2_000)}"`);
    for (const accepted of [undefined, 'br', 'gzip;q=0', 'identity']) {
      const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
      expect((await handle(request('GET /x', { headers }))).headers).not.toHaveProperty('content-encoding');
    }
  });

  it('turns problems into problem details', async () => {
    const result = await api(async () => {
      throw badParameters([{ name: 'limit', detail: 'must be small' }]);
    })(request('GET /x'));
    expect(result.statusCode).toBe(400);
    expect(result.headers?.['content-type']).toBe('application/problem+json');
    expect(JSON.parse(result.body ?? '')).toEqual({
      type: 'about:blank',
      title: 'Wrong parameters',
      status: 400,
      detail: 'limit must be small',
      errors: [{ name: 'limit', detail: 'must be small' }],
    });
  });

  it('says nothing of the inside when it fails', async () => {
    const kept = keepLog();
    const result = await api(async () => {
      throw new Error('the password is 1234');
    })(request('GET /x'));
    expect(result.statusCode).toBe(500);
    expect(result.body).not.toContain('1234');
    expect(kept.lines()).toMatchObject([
      { level: 'ERROR', message: 'A request failed', requestId: 'request-1', route: 'GET /x' },
    ]);
  });

  it('logs what it cannot do, and not what it is asked wrongly', async () => {
    const kept = keepLog();
    for (const status of [400, 503]) {
      await api(async () => {
        throw new Problem(status, 'No', 'Not now');
      })(request('GET /x'));
    }
    expect(kept.lines()).toMatchObject([{ level: 'WARN', error: { name: 'Problem', message: 'Not now' } }]);
  });

  it('takes bodies of up to 4 MB', async () => {
    const handle = api(async () => json(200, {}));
    const fits: Partial<APIGatewayProxyEventV2> = { body: 'x'.repeat(4 * 1024 * 1024) };
    expect((await handle(request('POST /x', fits))).statusCode).toBe(200);
    expect((await handle(request('POST /x', { body: `${fits.body}x` }))).statusCode).toBe(413);
  });

  it('lets a problem bring headers', async () => {
    const result = await api(async () => {
      throw new Problem(401, 'Unauthorized', 'no', [], { 'www-authenticate': 'Bearer' });
    })(request('GET /x'));
    expect(result.headers).toMatchObject({ 'www-authenticate': 'Bearer' });
  });

  it('answers every other route', async () => {
    const result = await notFound(request('GET /nothing'));
    expect(JSON.parse(result.body ?? '')).toMatchObject({ status: 404, title: 'Not found' });
    const page = await notFound(request('GET /nothing', { headers: { accept: 'text/html,*/*;q=0.8' } }));
    expect(page).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: expect.stringContaining('Back to the news'),
    });
  });
});
