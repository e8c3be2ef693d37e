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
