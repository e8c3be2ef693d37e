import { requireAdmin } from '../access/require-admin';
import { probe } from '../discovery/probe';
import { sourceProblem } from '../discovery/source-problem';
import { api, json } from '../http/api';
import { readJsonBody } from '../http/body';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { type Network, processNetwork } from '../network/network';
import { refuseSameFeed } from '../sources/add';
import { changesOf, isAskedAnew, settingsOf } from '../sources/change';
import { patchSource } from '../sources/settings';
import { listed, type Source } from '../sources/source';
import { changeSource, readSource, readSources } from '../sources/store';
import { openTable, type Table } from '../table/client';
import { markChanged } from '../versions/version';

/** `PATCH /sources/{id}`: other settings, once the source has shown that it is one with them. */
export const handler = api(async (request) => {
  await requireAdmin(request);
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const source = await readSource(table, request.path['id'] ?? '');
  try {
    const changed =
      source && (await change({ table, network: processNetwork() }, source, readJsonBody(request)));
    if (changed === null) throw notFound('There is no source with this id');
    await markChanged(table, 'SOURCES');
    return json(200, listed(changed));
  } catch (error) {
    throw sourceProblem(error);
  }
});

async function change(
  world: { table: Table; network: Network },
  source: Source,
  patch: unknown,
): Promise<Source | null> {
  const before = settingsOf(source);
  const after = patchSource(before, patch);
  if (!isAskedAnew(before, after)) return changeSource(world.table, source, changesOf(source, after, null));
  const there = await readSources(world.table, true);
  const others = there.filter(({ id }) => id !== source.id);
  refuseSameFeed(others, [after.url]);
  const proof = await probe(world, after, after.url !== before.url);
  if (proof !== null) refuseSameFeed(others, [proof.settings.url, proof.foundAt]);
  return changeSource(world.table, source, changesOf(source, proof?.settings ?? after, proof));
}
