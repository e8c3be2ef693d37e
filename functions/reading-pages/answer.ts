import { hash } from 'node:crypto';
import type { Answer, ApiRequest } from '../http/api';
import { revalidated } from '../http/conditional';
import { pageAnswer } from '../pages/answer';
import type { Page } from '../pages/page';
import { scriptOf } from '../pages/script';
import { STYLE } from '../pages/style';
import type { Table } from '../table/client';
import type { Subject } from '../versions/version';
import { calendarOf } from './days';
import type { Viewer } from './viewer';

/** What a page looks like and runs, so that one of another version is not taken for it. */
const LOOKS = hash('sha256', `${STYLE}\n${scriptOf('reading').file}`, 'hex').slice(0, 8);

/** Pages are of people's own time zones, and of who is signed in. */
const VARY = { vary: 'cookie, accept' };
const OWN = { ...VARY, 'cache-control': 'private, no-cache' };

/**
 * The answer with a page that is made of the articles, or of another subject. Who is signed in has one of their own, which nobody keeps;
 * everybody else of one time zone has the same, which is asked about before each use.
 */
export async function answerFor(
  request: ApiRequest,
  { table, viewer, subject = 'ARTICLES' }: { table: Table; viewer: Viewer; subject?: Subject },
  make: () => Promise<Page>,
): Promise<Answer> {
  if (viewer.isSignedIn) return pageAnswer({ ...(await make()), headers: OWN });
  // What is "Today" there, tomorrow is not.
  const now = Date.now();
  const variant = `${LOOKS} ${viewer.timeZone} ${calendarOf(viewer.timeZone, now).dayOf(new Date(now))}`;
  return revalidated(request, { table, subject, variant }, async () =>
    pageAnswer({ ...(await make()), isPublic: true, headers: VARY }),
  );
}
