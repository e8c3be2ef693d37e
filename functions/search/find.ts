import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Article, parseArticle } from '../article/article';
import { measure } from '../metrics/measure';
import { readItems } from '../table/batch';
import type { Item, Table } from '../table/client';
import { ARTICLES, articleKey } from '../table/keys';
import { BudgetSpentError, ReadBudget } from './budget';
import { candidates, UNITS_AN_ARTICLE } from './candidates';
import { cursorAt, justBelow, NEWEST } from './cursor';
import { type ArticleQuery, idBounds, matches, termGroups } from './query';

/** A page of articles, newest first. */
export interface Page {
  articles: Article[];
  /** where the next page begins, null where there is none */
  next: string | null;
  /** read units used */
  units: number;
}

/** About four thousandths of a cent; a page of usual articles takes under 20. */
const UNITS_A_REQUEST = 300;

/** Articles to read at once at least, where but one is missing: one by one many would take for ever. */
const SMALLEST_READ = 5;

/** Articles of a Query at least that goes on behind what was passed over: as many of them take one read unit. */
const SMALLEST_QUERY = 20;

/** Articles to look through for each that is wanted, and at most: 5 to 40 read units. */
const LOOKED_THROUGH = 3;
const MOST_LOOKED_THROUGH = 300;

/** What is looked for, between which ids. */
interface Hunt {
  table: Table;
  query: ArticleQuery;
  /** articles of the page at most */
  limit: number;
  /** no id above it, and none below `least` */
  start: string;
  least: string;
  budget: ReadBudget;
}

/**
 * The newest articles that a query asks for.
 * @param limit articles of the page at most
 * @param from the bound at which to go on (`parseCursor`), null for the first page
 * @param mostUnits read units after which it returns what it has, with a `next` that goes on
 */
export async function findArticles(
  table: Table,
  query: ArticleQuery,
  limit: number,
  from: string | null,
  mostUnits = UNITS_A_REQUEST,
): Promise<Page> {
  const { least, below } = idBounds(query);
  const newest = below === null ? NEWEST : justBelow(below);
  const start = from !== null && from < newest ? from : newest;
  if (start < least) return { articles: [], next: null, units: 0 };
  const budget = new ReadBudget(mostUnits, start);
  const hunt = { table, query, limit, start, least, budget };
  const groups = termGroups(query);
  const page = groups.length === 0 ? await latest(hunt) : await byTerms(hunt, groups);
  if (groups.length > 0) measure({ SearchReads: budget.used });
  const next = page.atMost === null ? null : cursorAt(page.atMost);
  return { articles: page.articles, next, units: budget.used };
}

/** A page, and the bound at which the next one begins. */
interface Found {
  articles: Article[];
  atMost: string | null;
}

/** All articles between two bounds, by one Query as a rule. */
async function latest(hunt: Hunt): Promise<Found> {
  const { limit, budget } = hunt;
  const articles: Article[] = [];
  let atMost: string | null = hunt.start;
  for (let count = limit + 1; atMost !== null && articles.length <= limit; ) {
    const passed: Found = await lookThrough(hunt, atMost, count);
    articles.push(...passed.articles);
    ({ atMost } = passed);
    if (atMost !== null && articles.length <= limit && budget.isSpent(atMost)) return { articles, atMost };
    count = Math.max(limit + 1 - articles.length, SMALLEST_QUERY);
  }
  return cut(articles, limit);
}

/**
 * Those that match of the next so many articles, by one Query.
 * @returns with the bound behind them, null where they were the last
 */
async function lookThrough(
  { table, query, least, budget }: Hunt,
  atMost: string,
  count: number,
): Promise<Found> {
  const output = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'PK = :articles AND SK BETWEEN :least AND :last',
      ExpressionAttributeValues: {
        ':articles': { S: ARTICLES },
        ':least': { S: least },
        ':last': { S: atMost },
      },
      ScanIndexForward: false,
      Limit: count,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  budget.spend(output.ConsumedCapacity?.CapacityUnits ?? 0);
  const reached = output.LastEvaluatedKey?.['SK']?.S;
  const next = reached === undefined ? null : justBelow(reached);
  // The table stops at the last one as well, and takes no bounds that have crossed.
  return {
    articles: matching(output.Items ?? [], query),
    atMost: next !== null && next >= least ? next : null,
  };
}

/**
 * Articles by their terms. Where a position lies so far down in a window that the first blocks of even the sparsest
 * list are all above it, that list is a dense one: the articles that follow are looked through before the many
 * blocks between.
 */
async function byTerms(hunt: Hunt, groups: string[][]): Promise<Found> {
  const { limit, budget } = hunt;
  const list = await candidates(hunt.table, groups, hunt.start, hunt.least, budget);
  if (!list.isFar) return found(hunt, list.ids(hunt.start), []);
  const count = Math.min(LOOKED_THROUGH * (limit + 1), MOST_LOOKED_THROUGH);
  const { articles, atMost } = await lookThrough(hunt, hunt.start, count);
  if (atMost === null || articles.length > limit) return cut(articles, limit);
  if (budget.isSpent(atMost)) return { articles, atMost };
  return found({ ...hunt, start: atMost }, list.ids(atMost), articles);
}

/**
 * Reads the candidates' articles, a page's worth at a time, and keeps those that the query asks for.
 * @param before newer ones that were found already
 */
async function found(hunt: Hunt, ids: AsyncIterable<string>, before: Article[]): Promise<Found> {
  const { limit, start, budget } = hunt;
  const articles = [...before];
  let waiting: string[] = [];
  let looked = start;
  const look = async () => {
    articles.push(...(await readArticles(hunt, waiting)));
    looked = justBelow(waiting.at(-1) ?? looked);
    waiting = [];
  };
  try {
    for await (const id of ids) {
      waiting.push(id);
      const affordable = Math.max(1, Math.floor(budget.left / UNITS_AN_ARTICLE));
      const wanted = Math.max(limit + 1 - articles.length, SMALLEST_READ);
      if (waiting.length < Math.min(wanted, affordable)) continue;
      await look();
      if (articles.length > limit) break;
      budget.check(looked);
    }
    if (waiting.length > 0) await look();
  } catch (error) {
    if (!(error instanceof BudgetSpentError)) throw error;
    if (waiting.length > 0) await look();
    const page = cut(articles, limit);
    return { ...page, atMost: page.atMost ?? error.atMost };
  }
  return cut(articles, limit);
}

async function readArticles({ table, query, budget }: Hunt, ids: string[]): Promise<Article[]> {
  const items = await readItems(table, ids.map(articleKey), { spend: (units) => budget.spend(units) });
  return matching(items, query).sort((one, other) => (one.id < other.id ? 1 : -1));
}

function matching(items: Item[], query: ArticleQuery): Article[] {
  const now = Date.now();
  return items.flatMap((item) => {
    const article = parseArticle(item, now);
    return article !== null && matches(article, query) ? [article] : [];
  });
}

function cut(articles: Article[], limit: number): Found {
  const last = articles[limit - 1];
  const atMost = last !== undefined && articles.length > limit ? justBelow(last.id) : null;
  return { articles: articles.slice(0, limit), atMost };
}
