import * as z from 'zod/mini';
import { type SecretReference, secretReference } from '../secrets/reference';
import { headerName } from './header-name';
import { headerValue } from './visible-ascii';

const MOST_HEADERS = 20;

/** Names of headers whose values let somebody in. */
const LETS_IN =
  /auth|cookie|token|secret|password|passwd|credential|session|signature|(^|[-_.])key|api-?key/i;

/**
 * What is sent to a source besides, by name: a plain value, or a secret by reference. What lets somebody in is
 * never written plainly.
 */
export const headerSettings = z
  .record(
    headerName,
    z.union(
      [headerValue, secretReference],
      'must be a text of visible ASCII characters, or {"secret":"name"}',
    ),
    {
      error: (issue) =>
        issue.code === 'invalid_key'
          ? issue.issues[0]?.message
          : 'must be an object of headers by their names',
    },
  )
  .check(
    z.refine((headers) => Object.keys(headers).length <= MOST_HEADERS, `must be at most ${MOST_HEADERS}`),
    z.refine((headers) => {
      const names = Object.keys(headers).map((name) => name.toLowerCase());
      return new Set(names).size === names.length;
    }, 'must have each name once'),
    refuseCredentials,
  );

function refuseCredentials({ value, issues }: z.core.ParsePayload<HeaderSettings>): void {
  for (const [name, content] of Object.entries(value)) {
    if (typeof content !== 'string' || !LETS_IN.test(name)) continue;
    const message = 'must be {"secret":"name"}: a secret is never written plainly';
    issues.push({ code: 'custom', path: [name], message, input: undefined });
  }
}

export type HeaderSettings = Record<string, string | SecretReference>;
