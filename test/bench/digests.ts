import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeptNews } from '../../functions/digests/kept-news';
import { makeDigest } from '../../functions/digests/make';
import { setDigest } from '../../functions/digests/roster';
import type { DigestSettings } from '../../functions/digests/settings';
import type { Address } from '../../functions/readers/address';
import { welcomeReader } from '../../functions/readers/reader';
import { SourceNames } from '../../functions/sources/names';
import type { Table } from '../../functions/table/client';
import { setVariables } from '../../infra/local/environment';
import { DAILY } from '../functions/digests/daily';
import { startSes } from '../functions/readers/ses-server';
import { countUnits } from '../read-units';
import { Archive, BATCH_MS, SOURCE_IDS } from './archive';
import { seeded } from './generator';
import { type LocalRun, serveFolder } from './local-run';
import { childOf, cpuMs, peakMegabytes } from './process-usage';
import { percentile, printTable, type Row } from './report';
import { withTable } from './table';

/** Days of news, of 800 articles each. */
const DAYS = 10;
const ARTICLES = DAYS * 800;

/** Readers of one kind whose reads are counted. */
const COUNTED = 20;

/**
 * Measures what digests read, one after the other, and how fast many readers have theirs from the real local run.
 * @param size how many readers
 */
export async function benchDigests(size: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bench-'));
  const data = path.join(folder, 'data');
  try {
    await fill(path.join(data, 'table'), size);
    const run = await serveFolder(data, []);
    try {
      await sendAll(run, path.join(data, 'mailbox'), size);
    } finally {
      await run.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(folder: string, size: number): Promise<void> {
  const ses = await startSes();
  setVariables(process.env, {
    AWS_ENDPOINT_URL_SES: ses.url,
    NEWSREEL_MAIL_FROM: 'news@newsreel.example',
  });
  try {
    await withTable(folder, async (table) => {
      const archive = new Archive(table, () => {}, Date.now() - DAYS * BATCH_MS);
      await archive.addSources();
      await archive.growTo(ARTICLES);
      await countReads(table, archive);
      await subscribe(table, archive, size);
    });
  } finally {
    await ses.stop();
    // The local run has a mailbox of its own.
    setVariables(process.env, { AWS_ENDPOINT_URL_SES: undefined });
  }
}

/** What one digest reads where nothing is known yet: neither the names of sources nor another reader's news. */
async function countReads(table: Table, archive: Archive): Promise<void> {
  const takeUnits = countUnits(table.client);
  const [common = '', often = ''] = archive.wordsIn(0.3, 2);
  const [rare = ''] = archive.wordsIn(0.001, 1);
  const kinds: [string, Partial<DigestSettings>][] = [
    ['everything', {}],
    ['everything, weekly', { every: 'week' }],
    ['one source', { sources: SOURCE_IDS.slice(0, 1) }],
    ['twenty sources', { sources: SOURCE_IDS.slice(0, 20) }],
    ['twenty sources, weekly', { every: 'week', sources: SOURCE_IDS.slice(0, 20) }],
    ['a category', { categories: archive.categories.slice(0, 1) }],
    [
      'all that settings can name, weekly',
      {
        every: 'week',
        search: `${common} ${often}`,
        sources: SOURCE_IDS.slice(0, 25),
        categories: archive.categories.slice(0, 25),
      },
    ],
    ['a common word', { search: common }],
    ['two common words, weekly', { every: 'week', search: `${common} ${often}` }],
    [
      'a common word of twenty sources, weekly',
      { every: 'week', search: common, sources: SOURCE_IDS.slice(0, 20) },
    ],
    ['a rare word, weekly', { every: 'week', search: rare }],
    ['a word that is nowhere', { search: 'xyzzyx' }],
  ];
  const rows: Row[] = [];
  for (const [name, settings] of kinds) {
    const units: number[] = [];
    for (let number = 0; number < COUNTED; number++) {
      const address = `${name.replaceAll(/\W+/g, '-')}-${number}@example.org` as Address;
      const reader = await welcomeReader(table, address);
      await setDigest(table, reader, { ...DAILY, ...settings });
      const parts = {
        table,
        url: 'https://news.example',
        turn: async () => {},
        names: new SourceNames(table),
        news: new KeptNews(),
      };
      takeUnits();
      await makeDigest(parts, { reader: reader.id, occasion: 'now', at: new Date().toISOString() });
      units.push(takeUnits());
      // It is not to be sent to once more.
      await setDigest(table, reader, { ...DAILY, every: 'never' });
    }
    rows.push([name, percentile(units, 0.5), Math.max(...units)]);
  }
  printTable(
    `Units of one digest, reads and writes together (${ARTICLES} articles, none known before)`,
    ['digest of', 'median', 'most'],
    rows,
  );
}

/** Readers as they may be: many want everything, the others what nobody else does. */
async function subscribe(table: Table, archive: Archive, size: number): Promise<void> {
  const random = seeded(-5);
  const words = archive.wordsIn(0.02, 200);
  const one = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const some = () => [one(SOURCE_IDS), one(SOURCE_IDS), one(SOURCE_IDS)];
  const wanted = (): Partial<DigestSettings> => {
    const kind = random();
    if (kind < 0.4) return {};
    if (kind < 0.6) return { sources: [one(SOURCE_IDS)] };
    if (kind < 0.8) return { sources: some() };
    return { search: one(words) };
  };
  const numbers = Array.from({ length: size }, (_, number) => number).values();
  const work = async () => {
    for (const number of numbers) {
      const reader = await welcomeReader(table, `reader-${number}@example.org` as Address);
      const every = random() < 0.8 ? 'day' : 'week';
      await setDigest(table, reader, { ...DAILY, every, ...wanted() });
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

async function sendAll(run: LocalRun, mailbox: string, size: number): Promise<void> {
  const mailboxPid = childOf(run.servingPid, 'mailbox-process');
  const pids = { serving: run.servingPid, table: run.tablePid, mailbox: mailboxPid };
  const before = Object.entries(pids).map(([name, pid]) => [name, cpuMs(pid), peakMegabytes(pid)] as const);
  const start = performance.now();
  const { digests } = await run.call<{ digests: number }>('POST /digests');
  const planned = (performance.now() - start) / 1000;
  let sent = 0;
  let last = start;
  while (performance.now() - last < 20_000 && sent < digests) {
    await sleep(200);
    const now = mailsIn(mailbox).length;
    if (now > sent) last = performance.now();
    sent = now;
  }
  const seconds = (last - start) / 1000;
  const addressees = mailsIn(mailbox).map((file) => addresseeOf(path.join(mailbox, file)));
  if (new Set(addressees).size !== digests || sent !== digests) {
    throw new Error(
      `${sent} mails to ${new Set(addressees).size} readers, and not one to each of ${digests}`,
    );
  }
  printTable(
    `Digests of ${size.toLocaleString('en')} readers by the local run`,
    ['sent for', 's until sent for', 'mails', 'to', 's', 'mails/s'],
    [[digests, planned, sent, `${new Set(addressees).size} readers`, seconds, sent / seconds]],
  );
  printTable(
    'Its processes',
    ['process', 'CPU, ms a mail', 'peak MB before', 'peak MB'],
    before.map(([name, cpu, megabytes]) => [
      name,
      (cpuMs(pids[name as keyof typeof pids]) - cpu) / sent,
      megabytes,
      peakMegabytes(pids[name as keyof typeof pids]),
    ]),
  );
}

const mailsIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith('.eml'));

const addresseeOf = (file: string): string =>
  /^To: (.+)$/m.exec(readFileSync(file, 'latin1'))?.[1]?.trim() ?? file;
