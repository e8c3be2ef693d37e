import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { html } from 'hono/html';
import type { Answer, ApiRequest } from '../http/api';
import { readParameters } from '../http/parameters';
import { askedOf } from '../pages/asked';
import type { Html } from '../pages/html';
import type { Page } from '../pages/page';
import { isSample } from '../sources/sample';
import { type ListedSource, listed, parseSourceItem } from '../sources/source';
import { openTable, type Table } from '../table/client';
import { SOURCES, sourceKey } from '../table/keys';
import { answerFor } from './answer';
import { type Calendar, calendarOf } from './days';
import { hostOf } from './entry';
import { OFFLINE, sampleNotice } from './notices';
import { healthOf } from './source-head';
import { sourcesParameters } from './sources-parameters';
import { type Viewer, viewerOf } from './viewer';

/** Sources of a page: some 50 read units at most. */
const ON_A_PAGE = 300;

/** `GET /from`: where the news comes from. */
export async function sourcesPage(request: ApiRequest): Promise<Answer> {
  const { after } = readParameters(sourcesParameters, askedOf(request.url));
  const table = openTable();
  const viewer = await viewerOf(request, table);
  return answerFor(request, { table, viewer, subject: 'SOURCES' }, async () => {
    const { sources, next } = await read(table, after);
    return contentOf(sources, next, viewer);
  });
}

async function read(
  table: Table,
  after: string | undefined,
): Promise<{ sources: ListedSource[]; next: string | null }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'PK = :sources',
      ExpressionAttributeValues: { ':sources': { S: SOURCES } },
      ConsistentRead: true,
      Limit: ON_A_PAGE,
      ...(after !== undefined && { ExclusiveStartKey: sourceKey(after) }),
    }),
  );
  const sources = Items.map((item) => listed(parseSourceItem(item)));
  return { sources, next: LastEvaluatedKey?.['SK']?.S ?? null };
}

function contentOf(sources: ListedSource[], next: string | null, { timeZone, notices }: Viewer): Page {
  const calendar = calendarOf(timeZone, Date.now());
  const byTitle = [...sources].sort((one, other) => one.title.localeCompare(other.title, 'en'));
  return {
    title: 'Sources',
    place: 'sources',
    isWide: true,
    script: 'reading',
    notices: html`${notices}${sampleNotice(sources.some(({ id }) => isSample(id)))}${OFFLINE}`,
    content: html`<p>Where the news comes from. <a href="/sources.opml">Take them along</a> to another reader as OPML.</p>
${
  sources.length === 0
    ? NONE
    : html`<ul class="sources">
${byTitle.map((source) => row(source, calendar))}</ul>`
}
${next === null ? '' : html`<nav class="pager" aria-label="Pages"><span></span><a class="button quiet" rel="next" href="/from?${new URLSearchParams({ after: next })}">More sources →</a></nav>`}`,
  };
}

const NONE: Html = html`<p>There are none yet. <a href="/admin">Add the first</a>.</p>`;

const row = (
  source: ListedSource,
  calendar: Calendar,
): Html => html`<li><h2 dir="auto"><a href="/from/${source.id}">${source.title}</a></h2>
<p class="byline">${isSample(source.id) ? html`<span class="badge">sample</span> · ` : ''}${
  source.homepage === null
    ? ''
    : html`<a href="${source.homepage}" rel="noopener" aria-label="Its own page at ${hostOf(source.homepage)}">${hostOf(source.homepage)} ↗</a> · `
}${healthOf(source, calendar)}</p></li>
`;
