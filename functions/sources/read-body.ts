import { readJsonApi } from '../feed/json-api';
import type { JsonMap } from '../feed/json-map';
import { type Reading, readFeed } from '../feed/read';
import type { Download } from '../network/download';
import type { SourceKind } from './settings';

/** What a source's body tells, by the source's kind. @throws NotAFeedError */
export function readSourceBody(
  { kind, map }: { kind: SourceKind; map: JsonMap | null },
  { body, contentType, base }: Pick<Download, 'body' | 'contentType' | 'base'>,
): Reading {
  return kind === 'json'
    ? readJsonApi(body, contentType, base, map ?? {})
    : readFeed(body, contentType, base);
}

/** What a source is asked for where that is no feed: many APIs have several forms of an answer. */
export const acceptFor = ({ kind }: { kind: SourceKind }): { accept?: string } =>
  kind === 'json' ? { accept: 'application/json, application/*+json;q=0.9, */*;q=0.1' } : {};
