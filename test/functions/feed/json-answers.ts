import { readJsonApi } from '../../../functions/feed/json-api';
import type { JsonMap } from '../../../functions/feed/json-map';

export const URL = 'https://api.example/v1/news?page=1';

export const read = (answer: unknown, map: JsonMap) =>
  readJsonApi(Buffer.from(JSON.stringify(answer)), 'application/json', URL, map);

/** What each item shows, with what tells it from others and when it was published. */
export const articles = (answer: unknown, map: JsonMap) =>
  read(answer, map).entries.map(({ clean, identity, publishedAt }) => ({
    identity,
    publishedAt,
    ...clean(),
  }));

export const article = (item: unknown, map: JsonMap) => articles([item], map)[0];
