import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Article, shown } from '../article/article';
import { type Answer, type ApiHandler, type ApiRequest, publicApi } from '../http/api';
import { notFound } from '../http/problem';
import type { Filters } from '../list/parameters';
import { queryOf } from '../list/query';
import { findArticles } from '../search/find';
import { openTable } from '../table/client';
import { ATOM } from './atom';
import { conditional } from './conditional';
import { type Format, feedOf } from './feed';
import { JSON_FEED } from './json-feed';
import { linksOf } from './links';
import { parseFeedParameters } from './parameters';
import { RSS } from './rss';
import { titleFor } from './title';

const MOST = 50;

const FORMATS = new Map<string, Format>([
  ['GET /feed.atom', ATOM],
  ['GET /feed.rss', RSS],
  ['GET /feed.json', JSON_FEED],
]);

/** `GET /feed.atom`, `/feed.rss`, `/feed.json`: the newest that match, as a feed. */
export const handler: ApiHandler = (event) => publicApi((request) => answerTo(event, request))(event);

async function answerTo(event: APIGatewayProxyEventV2, { query, headers }: ApiRequest): Promise<Answer> {
  const format = FORMATS.get(event.routeKey);
  if (format === undefined) throw notFound('There is no feed of that format');
  const articles = await newest(parseFeedParameters(query));
  const feed = feedOf(titleFor(query), linksOf(event), articles.map(shown));
  const answer: Answer = {
    status: 200,
    headers: { 'content-type': format.contentType, 'cache-control': 'public, max-age=300' },
    body: format.write(feed),
  };
  return conditional(answer, headers);
}

async function newest(wanted: Filters): Promise<Article[]> {
  const table = openTable();
  const asked = await queryOf(table, wanted);
  if (asked === null) return [];
  const { articles } = await findArticles(table, asked, MOST, null);
  return articles;
}
