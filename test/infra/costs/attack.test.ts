import { attackTable, type WorstDay, worstDays } from '../../../infra/costs/attack';
import { FLOODS } from '../../../infra/costs/floods';
import { synthesize } from '../synthesized';

/** A template that can be changed and read again. */
type Template = { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };

const template = synthesize().toJSON() as Template;
const days = worstDays(template);
const dayOf = (all: WorstDay[], what: string): WorstDay => {
  const found = all.find((day) => day.what.startsWith(what));
  if (found === undefined) throw new Error(`No ${what}`);
  return found;
};

/** The days of a template in which one resource of a type has another property. */
function daysWith(type: string, name: string, change: (value: unknown) => unknown): WorstDay[] {
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => [
      id,
      resource.Type === type
        ? {
            ...resource,
            Properties: { ...resource.Properties, [name]: change(resource.Properties[name]) },
          }
        : resource,
    ]),
  );
  return worstDays({ ...template, Resources });
}

test.each(FLOODS.map(({ what }) => what))('a day of %s stays below $30', (what) => {
  const { sum } = dayOf(days, what);
  expect(sum).toBeGreaterThan(0);
  expect(sum).toBeLessThan(30);
});

test('a source that lies stays below $5 a day, and all at once is what docs/costs.md says', () => {
  expect(dayOf(days, 'a source').sum).toBeLessThan(5);
  const all = dayOf(days, 'all of this at once');
  for (const { sum } of days) expect(sum).toBeLessThanOrEqual(all.sum);
  expect(all.sum).toBeLessThan(130);
});

test('queues that are never empty cost what their workers may at once', () => {
  // Two with 1,769 MB for fetch and index each, two with 1,024 for digests.
  const gigabytes = (4 * 1_769 + 2 * 1_024) / 1024;
  expect(dayOf(days, 'queues').sum).toBeCloseTo(gigabytes * 86_400 * 0.0000133334, 6);
});

test('a day is the sum of what it is paid for', () => {
  for (const { dollars, sum } of days) {
    expect(Object.values(dollars).reduce((total, part) => total + part, 0)).toBeCloseTo(sum, 9);
  }
});

test('the front page is paid for as the list has it', () => {
  const { aSecond, dollars } = dayOf(days, 'the front page');
  expect(aSecond).toBe(10);
  const requests = 10 * 86_400;
  expect(dollars.requests).toBeCloseTo((requests / 1e6) * (1 + 0.2), 6);
  expect(dollars.functions).toBeCloseTo(requests * 0.05 * 0.0000133334, 4); // 1 GB for 50 ms
  expect(dollars.mail).toBe(0);
});

test('twice the rate is twice the money, until the table gives no more', () => {
  const twice = daysWith('AWS::ApiGatewayV2::Stage', 'RouteSettings', (settings) =>
    Object.fromEntries(
      Object.entries(settings as Record<string, { ThrottlingRateLimit: number }>).map(([route, each]) => [
        route,
        { ...each, ThrottlingRateLimit: each.ThrottlingRateLimit * 2 },
      ]),
    ),
  );
  const front = 'the front page';
  expect(dayOf(twice, front).sum).toBeCloseTo(2 * dayOf(days, front).sum, 6);
  const searches = 'pages of the dearest';
  expect(dayOf(twice, searches).dollars.requests).toBeCloseTo(2 * dayOf(days, searches).dollars.requests, 6);
  expect(dayOf(twice, searches).dollars.table).toBe(dayOf(days, searches).dollars.table);
});

test('what the table gives bounds the reading of all searches together', () => {
  const most = ((1_000 * 86_400) / 1e6) * 0.125;
  expect(dayOf(days, 'lists of the dearest').dollars.table).toBeCloseTo(most, 6);
  const half = daysWith('AWS::DynamoDB::Table', 'OnDemandThroughput', () => ({ MaxReadRequestUnits: 500 }));
  expect(dayOf(half, 'lists of the dearest').dollars.table).toBeCloseTo(most / 2, 6);
});

test('a template without bounds is refused: there is no worst day', () => {
  expect(() => daysWith('AWS::ApiGatewayV2::Stage', 'DefaultRouteSettings', () => undefined)).toThrow();
  expect(() => daysWith('AWS::DynamoDB::Table', 'OnDemandThroughput', () => undefined)).toThrow();
});

test('the table has a row for each, the dearest first', () => {
  const rows = attackTable(days).split('\n').slice(2);
  expect(rows).toHaveLength(days.length);
  const sums = rows.map((row) => Number(row.split('|')[3]));
  expect(sums).toEqual(sums.toSorted((one, other) => other - one));
});
