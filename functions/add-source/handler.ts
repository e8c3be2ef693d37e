import { requireAdmin } from '../access/require-admin';
import { isFromPage } from '../admin/from-page';
import { adminProblemPage } from '../admin/problem-page';
import { probe } from '../discovery/probe';
import { sourceProblem } from '../discovery/source-problem';
import { type Answer, type ApiRequest, api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { type Network, processNetwork } from '../network/network';
import { seeOther } from '../pages/answer';
import { addNewSource, refuseIdInUse, refuseSameFeed } from '../sources/add';
import type { SourceSettings } from '../sources/settings';
import { listed, type Source } from '../sources/source';
import { readSources } from '../sources/store';
import { openTable, type Table } from '../table/client';
import { readSettings } from './fields';

/** `POST /sources`: one source more, once it has shown that it is one. */
export const handler = api(async (request) => {
  await requireAdmin(request);
  readParameters(NO_PARAMETERS, request.query);
  try {
    const world = { table: openTable(), network: processNetwork() };
    return answerOf(request, await add(world, readSettings(request)));
  } catch (error) {
    throw sourceProblem(error);
  }
}, adminProblemPage);

const answerOf = (request: ApiRequest, added: Source): Answer =>
  isFromPage(request) ? seeOther(`/admin?added=${added.id}`) : json(201, listed(added));

async function add(world: { table: Table; network: Network }, settings: SourceSettings): Promise<Source> {
  const there = await readSources(world.table, true);
  refuseIdInUse(there, settings.id);
  refuseSameFeed(there, [settings.url]);
  const proof = await probe(world, settings, true);
  if (proof !== null) refuseSameFeed(there, [proof.settings.url, proof.foundAt]);
  return addNewSource(world.table, there, proof?.settings ?? settings, proof, settings.url);
}
