import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Article, parseArticle } from '../article/article';
import { readItems } from '../table/batch';
import type { Item, Table } from '../table/client';
import { ARTICLES, articleKey } from '../table/keys';
import { BudgetSpentError, ReadBudget } from './budget';
import { cursorAt, justBelow, NEWEST } from './cursor';
import { intersect, UnionList } from './intersect';
import { type IdList, PostingList } from './posting-list';
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

/** A list that short is looked through in its articles sooner than the other lists are read. */
const SHORT_LIST = 40;

/** DynamoDB reads as much for a query of less. */
const SMALLEST_READ = 5;

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
  const groups = termGroups(query);
  const page =
    groups.length === 0
      ? await latest(table, query, limit, start, least, budget)
      : await found(
          table,
          query,
          limit,
          start,
          await candidates(table, groups, start, least, budget),
          budget,
        );
  const next = page.atMost === null ? null : cursorAt(page.atMost);
  return { articles: page.articles, next, units: budget.used };
}

/** A page, and the bound at which the next one begins. */
interface Found {
  articles: Article[];
  atMost: string | null;
}

/** All articles between two bounds, by one Query as a rule. */
async function latest(
  table: Table,
  query: ArticleQuery,
  limit: number,
  start: string,
  least: string,
  budget: ReadBudget,
): Promise<Found> {
  const articles: Article[] = [];
  const now = Date.now();
  let from: Item | undefined;
  do {
    const output = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'PK = :articles AND SK BETWEEN :least AND :last',
        ExpressionAttributeValues: {
          ':articles': { S: ARTICLES },
          ':least': { S: least },
          ':last': { S: start },
        },
        ScanIndexForward: false,
        Limit: limit + 1 - articles.length,
        ReturnConsumedCapacity: 'TOTAL',
        ExclusiveStartKey: from,
      }),
    );
    budget.spend(output.ConsumedCapacity?.CapacityUnits ?? 0);
    for (const item of output.Items ?? []) {
      const article = parseArticle(item, now);
      if (article !== null && matches(article, query)) articles.push(article);
    }
    from = output.LastEvaluatedKey;
    const reached = from?.['SK']?.S;
    if (reached !== undefined && articles.length <= limit && budget.isSpent(justBelow(reached))) {
      return { articles, atMost: justBelow(reached) };
    }
  } while (from !== undefined && articles.length <= limit);
  return cut(articles, limit);
}

/** The ids that the terms lead to, newest first; their articles decide. */
async function candidates(
  table: Table,
  groups: string[][],
  start: string,
  least: string,
  budget: ReadBudget,
): Promise<AsyncIterable<string>> {
  const lists = groups.map((terms) => terms.map((term) => new PostingList(table, term, least, budget)));
  const complete = await Promise.all(
    lists.flatMap((group) => (group.length === 1 ? group : [])).map((list) => list.complete(start)),
  );
  const shortest = complete.reduce(
    (short, ids) => (ids !== null && (short === null || ids.length < short.length) ? ids : short),
    null,
  );
  if (shortest !== null && (shortest.length <= SHORT_LIST || groups.length === 1)) return each(shortest);
  const merged = lists.map(
    (group): IdList => (group.length === 1 && group[0] ? group[0] : new UnionList(group)),
  );
  return intersect(merged, start);
}

async function* each(ids: string[]): AsyncGenerator<string> {
  yield* ids;
}

/** Reads the candidates' articles, a page's worth at a time, and keeps those that the query asks for. */
async function found(
  table: Table,
  query: ArticleQuery,
  limit: number,
  start: string,
  ids: AsyncIterable<string>,
  budget: ReadBudget,
): Promise<Found> {
  const articles: Article[] = [];
  let waiting: string[] = [];
  let looked = start;
  const look = async () => {
    articles.push(...(await readArticles(table, waiting, query, budget)));
    looked = justBelow(waiting.at(-1) ?? looked);
    waiting = [];
  };
  try {
    for await (const id of ids) {
      waiting.push(id);
      if (waiting.length < Math.max(limit + 1 - articles.length, SMALLEST_READ)) continue;
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

async function readArticles(
  table: Table,
  ids: string[],
  query: ArticleQuery,
  budget: ReadBudget,
): Promise<Article[]> {
  const now = Date.now();
  const items = await readItems(table, ids.map(articleKey), { spend: (units) => budget.spend(units) });
  const articles = items.flatMap((item) => {
    const article = parseArticle(item, now);
    return article !== null && matches(article, query) ? [article] : [];
  });
  return articles.sort((one, other) => (one.id < other.id ? 1 : -1));
}

function cut(articles: Article[], limit: number): Found {
  const last = articles[limit - 1];
  const atMost = last !== undefined && articles.length > limit ? justBelow(last.id) : null;
  return { articles: articles.slice(0, limit), atMost };
}
