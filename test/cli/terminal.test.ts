import { Client } from '../../cli/client';
import { exportArticles } from '../../cli/export/export';
import { fetchNews } from '../../cli/fetch';
import { list } from '../../cli/list';
import { temporaryFolders } from '../infra/local/temporary-folder';
import { answerJson, outsides, type Respond } from './outside';
import { screen } from './screen';

const outside = outsides();
const temporaryFolder = temporaryFolders();
const ESCAPE = '\u001b[';

async function clientAt(respond: Respond): Promise<Client> {
  const { url } = await outside(respond);
  return new Client(
    { base: new URL(`${url}/`), token: null, isKept: false, isLocalRun: false },
    new AbortController().signal,
  );
}

const ARTICLE = { source: 'one', title: 'T', url: 'https://a.example/', publishedAt: '2026-11-22T00:00:00Z' };
const listing: Respond = (_, response) => answerJson(response, { articles: [ARTICLE], next: null });
const exporting: Respond = (_, response) => answerJson(response, [ARTICLE]);

it.each<[string, boolean, NodeJS.ProcessEnv, boolean]>([
  ['on a terminal', true, {}, true],
  ['where NO_COLOR is set', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['where NO_COLOR is empty', true, { NO_COLOR: '' }, true],
  ['in a pipe', false, { FORCE_COLOR: '1' }, false],
])('colours %s: %#', async (_, isTerminal, env, isColoured) => {
  const { terminal, stdout } = screen({ stdout: isTerminal, stderr: true }, env);
  await list(await clientAt(listing), terminal, { limit: 1 });
  expect(stdout().includes(ESCAPE)).toBe(isColoured);
});

it('shows on stderr how far an export is, if that is a terminal', async () => {
  const client = await clientAt(exporting);
  const output = `${temporaryFolder()}/news.json`;
  const seen = screen({ stdout: true, stderr: true });
  await exportArticles(client, seen.terminal, { format: 'json', output });
  expect(seen.stderr()).toContain('exporting: 1 articles, 0.0 MB');
  expect(seen.stdout()).toBe(`1 article -> ${output}\n`);
  const unseen = screen({ stdout: true, stderr: false });
  await exportArticles(client, unseen.terminal, { format: 'json', output });
  expect(unseen.stderr()).toBe('');
});

it('does not mix progress into results on the same screen', async () => {
  const client = await clientAt(exporting);
  const both = screen({ stdout: true, stderr: true });
  await exportArticles(client, both.terminal, { format: 'json' });
  expect(both.stderr()).toBe('');
  const piped = screen({ stdout: false, stderr: true });
  await exportArticles(client, piped.terminal, { format: 'json' });
  expect(piped.stdout()).toBe(`[${JSON.stringify(ARTICLE)}]\n`);
  expect(piped.stderr()).toMatch(/exporting[\s\S]*1 article\n$/);
});

it('says what a cycle of no source means', async () => {
  const { terminal, stdout, stderr } = screen({ stdout: false, stderr: false });
  const client = await clientAt((_, response) => answerJson(response, { cycle: '1', sources: 0 }, 202));
  await fetchNews(client, terminal, {});
  expect(stdout()).toBe('0 new articles\n');
  expect(stderr()).toMatch(/^Nothing can be asked now[^\n]*\n$/);
});
