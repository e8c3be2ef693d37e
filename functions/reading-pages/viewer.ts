import type { ApiRequest } from '../http/api';
import { log } from '../log/log';
import type { Html } from '../pages/html';
import { readerNotices } from '../pages/reader-notices';
import { readEntitlement } from '../readers/membership';
import { readSession } from '../readers/session';
import { SESSION_COOKIE } from '../readers/session-cookie';
import type { Table } from '../table/client';
import { parseTimeZone } from '../text/time-zone';

/** Where days begin for who has not said where they live. */
const USUAL_ZONE = 'UTC';

/** Set by the page's script. */
const ZONE_COOKIE = 'newsreel-zone=';

/** Who looks at a page. */
export interface Viewer {
  /** an IANA time zone: which day an article is of */
  timeZone: string;
  isSignedIn: boolean;
  /** what a reader is to see to, whatever they read */
  notices: Html | null;
}

/** Who looks at a page. Only a cookie of a sign-in costs a read; reading goes on where that fails. */
export async function viewerOf(request: ApiRequest, table: Table): Promise<Viewer> {
  const reader = await readNotices(request, table).catch(logged);
  return { timeZone: zoneOf(request), isSignedIn: reader !== null, notices: reader?.notices ?? null };
}

async function readNotices(request: ApiRequest, table: Table): Promise<{ notices: Html | null } | null> {
  const token = SESSION_COOKIE.read(request);
  const signedIn = token === null ? null : await readSession(table, token);
  if (signedIn === null) return null;
  const entitlement = await readEntitlement(table, signedIn.reader, Date.now());
  return { notices: readerNotices(signedIn.reader, entitlement) };
}

function logged(error: unknown): null {
  log.error('A reader could not be read', error);
  return null;
}

function zoneOf({ cookies }: ApiRequest): string {
  const given = cookies.find((pair) => pair.startsWith(ZONE_COOKIE))?.slice(ZONE_COOKIE.length);
  return (given === undefined ? null : parseTimeZone(given)) ?? USUAL_ZONE;
}
