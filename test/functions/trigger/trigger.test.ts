import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handler as schedule } from '../../../functions/schedule/handler';
import { handler as trigger } from '../../../functions/trigger/handler';
import { request } from '../../request';
import { type Service, startService } from '../../service';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const ask = (authorization?: string): Promise<APIGatewayProxyStructuredResultV2> =>
  trigger(request('POST /fetch', { headers: authorization === undefined ? {} : { authorization } }));

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

const scheduled = (id: string, time: string) =>
  schedule({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time,
    region: 'eu-central-1',
    resources: [],
    detail: {},
  });

describe('POST /fetch', () => {
  it.each([
    ['Bearer the-admin-token', 202],
    ['bearer the-admin-token', 202],
    [basic('the-admin-token:'), 202],
    [basic('the-admin-token'), 202],
    [undefined, 401],
    ['', 401],
    ['Bearer', 401],
    ['Bearer the-admin-toke', 401],
    ['Bearer the-admin-token2', 401],
    ['the-admin-token', 401],
    [basic('admin:the-admin-token'), 401],
    [basic('the-admin-token:password'), 401],
    [basic(''), 401],
    ['Digest the-admin-token', 401],
  ])('with %p answers %p', async (authorization, status) => {
    const result = await ask(authorization);
    expect(result.statusCode).toBe(status);
    if (status !== 401) return;
    expect(result.headers).toHaveProperty('www-authenticate');
    expect(result.headers?.['content-type']).toBe('application/problem+json');
    expect(result.body).not.toContain('the-admin-token');
  });

  it('asks for one source, or says that there is none', async () => {
    await service.addSources({ one: 'https://one.example/', two: 'https://two.example/' });
    expect(await service.call('trigger', 'POST /fetch')).toMatchObject({ status: 202, body: { sources: 2 } });
    const measured = async () => (await service.table.items('OPEN_CYCLES')).length;
    const before = await measured();
    expect(await service.call('trigger', 'POST /fetch?source=one')).toMatchObject({ body: { sources: 1 } });
    // How long one source takes says nothing of the service, and would hide that its cycles are slow.
    expect(await measured()).toBe(before);
    expect(await service.call('trigger', 'POST /fetch?source=three')).toMatchObject({ status: 404 });
    expect(await service.call('trigger', 'POST /fetch?sauce=one')).toMatchObject({ status: 400 });
  });

  it('names a cycle that can be looked up, and no other can', async () => {
    const cycle = await service.trigger();
    expect(await service.cycle(cycle)).toMatchObject({ cycle, sources: 2, done: 0, finishedAt: null });
    const unknown = await service.call('cycles', 'GET /cycles/x', { id: '01ARYZ6S410000000000000000' });
    expect(unknown.status).toBe(404);
  });
});

describe('the schedule', () => {
  it('makes one cycle of an event that comes twice, and asks who is due', async () => {
    const time = new Date().toISOString();
    const first = await scheduled('event-1', time);
    expect(await scheduled('event-1', time)).toEqual(first);
    expect(await service.cycle(first.cycle)).toMatchObject({ sources: 2 });
    const other = await scheduled('event-2', time);
    expect(other.cycle).not.toBe(first.cycle);
  });

  it('gives an empty service the catalogue', async () => {
    for (const id of ['one', 'two']) {
      await service.call('remove-source', `DELETE /sources/${id}`, { id });
    }
    const { sources } = await scheduled('event-3', new Date().toISOString());
    expect(sources).toBeGreaterThan(10);
    expect((await service.source('hackernews')).status).toBe('never');
  });
});
