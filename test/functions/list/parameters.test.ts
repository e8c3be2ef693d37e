import { Problem } from '../../../functions/http/problem';
import { parseListParameters } from '../../../functions/list/parameters';
import { parseTime } from '../../../functions/list/time';

const parse = (query: string) => parseListParameters(new URLSearchParams(query));

function faults(query: string): string[] {
  try {
    parse(query);
  } catch (error) {
    if (error instanceof Problem) {
      expect(error.status).toBe(400);
      return error.faults.map(({ name }) => name).sort();
    }
    throw error;
  }
  return [];
}

describe('the parameters of GET /articles', () => {
  it('have defaults', () => {
    expect(parse('')).toEqual({
      filters: { sources: [], categories: [], words: [], phrases: [], since: null, until: null },
      limit: 20,
      from: null,
    });
  });

  it('may be repeated where any of them will do', () => {
    const { filters } = parse('source=a&source=b-2&category=Sport&category=News');
    expect(filters.sources).toEqual(['a', 'b-2']);
    expect(filters.categories).toEqual(['Sport', 'News']);
  });

  it('take dates and date-times', () => {
    const { filters } = parse('since=2026-11-01&until=2026-11-02T03:04:05%2B01:00');
    expect(filters.since).toBe(Date.parse('2026-11-01T00:00:00Z'));
    expect(filters.until).toBe(Date.parse('2026-11-02T02:04:05Z'));
  });

  it.each([
    ['limit=0', ['limit']],
    ['limit=101', ['limit']],
    ['limit=ten', ['limit']],
    ['limit=1.5', ['limit']],
    ['limit=', ['limit']],
    ['limit=5&limit=6', ['limit']],
    ['since=yesterday', ['since']],
    ['until=2026-02-30', ['until']],
    ['cursor=abc', ['cursor']],
    ['cursor=', ['cursor']],
    ['source=No+Such', ['source']],
    ['category=', ['category']],
    ['colour=red', ['colour']],
    ['Limit=5', ['Limit']],
    ['limit=0&since=x&colour=red&__proto__=1', ['__proto__', 'colour', 'limit', 'since']],
  ])('names what is wrong with ?%s', (query, names) => {
    expect(faults(query)).toEqual(names);
  });
});

describe('a time', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T08:30:00Z', '2026-11-22T08:30:00.000Z'],
    ['2026-11-22T08:30Z', '2026-11-22T08:30:00.000Z'],
    ['2026-11-22t08:30:00.123456z', '2026-11-22T08:30:00.123Z'],
    ['2026-11-22T08:30:00', '2026-11-22T08:30:00.000Z'],
    ['2026-11-22T08:30:00-0500', '2026-11-22T13:30:00.000Z'],
    ['2026-11-22T08:30:00 02:00', '2026-11-22T06:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(parseTime(text)).toBe(Date.parse(iso));
  });

  it.each(['2026', '2026-13-01', '2025-02-29', '22.11.2026', '2026-11-22T25:00', '2026-11-22 08:30', '1'])(
    '%s is none',
    (text) => {
      expect(parseTime(text)).toBeNull();
    },
  );
});
