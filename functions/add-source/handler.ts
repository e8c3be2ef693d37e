import { probe } from '../discovery/probe';
import { api, json } from '../http/api';
import { requireAdmin } from '../http/authorise';
import { readJsonBody } from '../http/body';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { type Network, processNetwork } from '../network/network';
import { addNewSource, refuseIdInUse, refuseSameFeed } from '../sources/add';
import { sourceProblem } from '../sources/problem';
import { parseSource } from '../sources/settings';
import { listed, type Source } from '../sources/source';
import { readSources } from '../sources/store';
import { openTable, type Table } from '../table/client';

/** `POST /sources`: one source more, once it has shown that it is one. */
export const handler = api(async (request) => {
  await requireAdmin(request);
  readParameters(NO_PARAMETERS, request.query);
  try {
    const added = await add({ table: openTable(), network: processNetwork() }, readJsonBody(request));
    return json(201, listed(added));
  } catch (error) {
    throw sourceProblem(error);
  }
});

async function add(world: { table: Table; network: Network }, body: unknown): Promise<Source> {
  const settings = parseSource(body);
  const there = await readSources(world.table, true);
  refuseIdInUse(there, settings.id);
  refuseSameFeed(there, [settings.url]);
  const proof = await probe(world, settings, true);
  if (proof !== null) refuseSameFeed(there, [proof.settings.url, proof.foundAt]);
  return addNewSource(world.table, there, proof?.settings ?? settings, proof, settings.url);
}
