import { requirePlan, requireReader } from '../access/authenticate';
import { leaveRoster, setDigest } from '../digests/roster';
import type { DigestSettings } from '../digests/settings';
import { type Answer, type ApiRequest, api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { unauthorized } from '../http/problem';
import { noMail } from '../mail/no-mail';
import { isMailSetUp } from '../mail/send';
import { seeOther } from '../pages/answer';
import { isForm } from '../pages/is-form';
import { problemPage } from '../pages/problem-page';
import { liftComplaint, type Reader, readReader } from '../readers/reader';
import { lookAgain } from '../stripe/look-again';
import { openTable, type Table } from '../table/client';
import { readDigestFields } from './fields';
import { requireSources } from './known-sources';

/**
 * `PUT /me/digest`, and `POST /account/digest` for forms, which can't say PUT: which digest a member wants, in place
 * of what they wanted before.
 */
export const handler = api(set, problemPage);

async function set(request: ApiRequest): Promise<Answer> {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const { reader } = await requireReader(request, table);
  const settings = readDigestFields(request);
  // Who wants none any more gets rid of it, whatever has become of their plan, of mail and of sources.
  if (settings.every !== 'never') {
    await requirePlan(reader, request, table, lookAgain);
    if (!isMailSetUp()) throw noMail('no digest can be sent');
    await requireSources(table, settings.sources);
  }
  await keep(table, reader, settings);
  return isForm(request) ? seeOther(SAVED) : json(200, settings, { 'cache-control': 'no-store' });
}

/** Where the page says so, beside the form. */
const SAVED = '/account?saved=digest#digest';

async function keep(table: Table, reader: Reader, settings: DigestSettings): Promise<void> {
  // Who has called mail spam and asks for some again takes that back.
  if (settings.every !== 'never' && reader.mail === 'complained') await liftComplaint(table, reader);
  await setDigest(table, reader, settings);
  // Whoever was forgotten at this very moment stays so.
  if ((await readReader(table, reader.id))?.since === reader.since) return;
  await leaveRoster(table, reader.id, reader.since);
  throw unauthorized('You have been forgotten meanwhile', 'invalid_token');
}
