import { api, json } from '../../../functions/http/api';
import { readJsonBody } from '../../../functions/http/body';
import { request } from '../../request';

const echo = api(async (received) => json(200, readJsonBody(received)));
const send = async (body: string | undefined, more = {}) => {
  const result = await echo(request('POST /x', body === undefined ? more : { body, ...more }));
  return { status: result.statusCode, body: JSON.parse(result.body ?? '') };
};

describe('a JSON body', () => {
  it('is read as text or in base64', async () => {
    const text = '{"ü":[1,null]}';
    expect(await send(text)).toEqual({ status: 200, body: { ü: [1, null] } });
    const packed = Buffer.from(`\uFEFF${text}`).toString('base64');
    expect(await send(packed, { isBase64Encoded: true })).toEqual({ status: 200, body: { ü: [1, null] } });
  });

  it.each([undefined, '', '{', 'x', '\u0000'])('is not %j', async (body) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { title: 'Wrong body' } });
  });

  it('may be of any depth without harm', async () => {
    expect((await send('['.repeat(3_000_000))).status).toBe(400);
  });
});
