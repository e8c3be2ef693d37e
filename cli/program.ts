import { Command, type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { parseTime } from '../functions/list/time';
import { SOURCE_ID } from '../functions/sources/id';
import { version } from '../package.json';
import { Client } from './client';
import { UsageError } from './errors';
import { FORMATS } from './export/formats';
import { addMemberCommands } from './members/commands';
import { findService, type Role, type ServiceOptions, type Surroundings } from './service';
import type { Terminal } from './terminal';

/** What the commands have to do with. */
export interface World extends Surroundings {
  terminal: Terminal;
  /** ends what is going on */
  stop: AbortSignal;
}

const DEFAULT_LIMIT = 20;

/**
 * The command line: what there is to say, and who does it. Each command is loaded only where it is run.
 * @returns to be given what stands behind `news`
 * @throws (when it is run) UsageError, Failure
 */
export function makeProgram(world: World): CommandUnknownOpts {
  const { terminal, stop } = world;
  const connect = (command: { optsWithGlobals(): unknown }, role?: Role): Client =>
    new Client(findService(command.optsWithGlobals() as ServiceOptions, world, role), stop);

  const program = new Command('news')
    .description('Reads and keeps a Newsreel: the one that runs on this machine, or another by its URL.')
    .version(version, '-V, --version', 'the version')
    .option('--url <url>', 'the service to talk to (NEWS_URL; else the local run)')
    .option('--token <token>', 'what you may do there (NEWS_TOKEN is better: others can see arguments)')
    .helpCommand('help [command]', 'the help of a command')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', PROGRAM_HELP);

  program
    .command('list')
    .description('Lists the newest articles.')
    .addOption(sourceOption())
    .addOption(searchOption())
    .addOption(categoryOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .addOption(
      new Option('--limit <n>', 'how many at most')
        .default(DEFAULT_LIMIT)
        .argParser(wholeNumber(1, 999_999_999)),
    )
    .option('--json', 'a JSON array of all that is known of them')
    .addHelpText('after', LIST_HELP)
    .action(async (options, command) => {
      const { list } = await import('./list');
      await list(connect(command), terminal, options);
    });

  program
    .command('fetch')
    .description('Looks for news now, and waits until they are there. Wants the admin token.')
    .option('--source <id>', 'of this source alone', sourceId)
    .addHelpText('after', FETCH_HELP)
    .action(async (options, command) => {
      const { fetchNews } = await import('./fetch');
      await fetchNews(connect(command), terminal, options);
    });

  program
    .command('export')
    .description('Writes all articles that match into one file, whole or not at all. For members.')
    .addOption(new Option('--format <format>', 'how').choices(FORMATS).default('json' as const))
    .option('-o, --output <file>', 'where; stdout if left out', named('file'))
    .addOption(sourceOption())
    .addOption(searchOption())
    .addOption(categoryOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .addHelpText('after', EXPORT_HELP)
    .action(async (options, command) => {
      const { exportArticles } = await import('./export/export');
      await exportArticles(connect(command), terminal, options);
    });

  addSourceCommands(program, terminal, connect);
  addMemberCommands(program, world, connect);

  program
    .command('open')
    .description("Opens the service's page in the browser, and prints its address.")
    .action(async (_, command) => {
      const { openPage } = await import('./open');
      await openPage(connect(command), terminal, world.env);
    });

  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap(({ commands }) => commands),
  ]) {
    speakPlainly(command as CommandUnknownOpts, terminal);
  }
  return program as CommandUnknownOpts;
}

function addSourceCommands(
  program: Pick<Command, 'command'>,
  terminal: Terminal,
  connect: (command: { optsWithGlobals(): unknown }) => Client,
): void {
  const sources = program
    .command('sources')
    .description('Lists the sources and how each is doing; adds, removes, imports and exports them.')
    .addHelpText('after', SOURCES_HELP);

  sources
    .command('list', { isDefault: true })
    .description('Lists the sources (where no command is named).')
    .option('--json', 'a JSON array of all that is known of them')
    // The default is also what a misspelt command comes to.
    .allowExcessArguments()
    .action(async (options, command) => {
      const [unknown] = command.args;
      if (unknown !== undefined) throw new UsageError(`unknown command '${unknown}'`, 'news sources');
      const { listSources } = await import('./sources');
      await listSources(connect(command), terminal, options);
    });

  sources
    .command('add')
    .description('Adds a source, once it has shown that it is one. Wants the admin token.')
    .argument('[url]', "a feed's, or that of a page which has one")
    .option('--id <id>', 'its id; made from the host if left out', sourceId)
    .option('--title <title>', "its title; the feed's own if left out")
    .option('--every <minutes>', 'how often to look; its own rhythm if left out', wholeNumber(1, 999_999_999))
    .option('--file <file>', 'a JSON object with any fields of a source, - for stdin', named('file'))
    .addHelpText('after', ADD_HELP)
    .action(async (url, options, command) => {
      if (url === undefined && options.file === undefined) {
        throw new UsageError('A URL is missing, or --file with the source as JSON', 'news sources add');
      }
      const { addSource } = await import('./sources');
      await addSource(connect(command), terminal, url, options);
    });

  sources
    .command('remove')
    .description('Removes a source and all its articles. Wants the admin token.')
    .argument('<id>', 'as `news sources` shows it')
    .action(async (id, _, command) => {
      const { removeSource } = await import('./sources');
      await removeSource(connect(command), terminal, sourceId(id));
    });

  sources
    .command('import')
    .description('Adds the sources of an OPML file, unasked. Wants the admin token.')
    .argument('<file>', 'an OPML file, - for stdin')
    .addHelpText('after', IMPORT_HELP)
    .action(async (file, _, command) => {
      const { importSources } = await import('./sources');
      await importSources(connect(command), terminal, file);
    });

  sources
    .command('export')
    .description('Writes the sources as OPML, for other readers.')
    .option('-o, --output <file>', 'where; stdout if left out', named('file'))
    .action(async (options, command) => {
      const { exportSources } = await import('./sources');
      await exportSources(connect(command), terminal, options);
    });
}

/** Help goes to stdout; what is wrong is thrown, in one line. */
function speakPlainly(command: CommandUnknownOpts, terminal: Terminal): void {
  const name = command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
  command.configureOutput({
    outputError: () => undefined,
    writeErr: (text) => terminal.note(text.trimEnd()),
  });
  command.exitOverride((error) => {
    if (error.exitCode === 0) throw error;
    // Without a command there was help instead.
    throw new UsageError(error.code === 'commander.help' ? '' : oneLine(error.message), name);
  });
}

const fullName = (command: CommandUnknownOpts): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();

/** What was given for an unknown option may be a token that belongs to a misspelt one. */
const oneLine = (message: string): string =>
  message
    .replace(/^error: /, '')
    .replace(/('--?[^'=\s]*)=[^']*'/, "$1'")
    .replace(/\s*\n\s*/g, ' ');

const all = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

const sourceOption = () =>
  new Option('--source <id>', 'of this source; may be repeated').argParser(
    (value: string, before: string[] | undefined) => all(sourceId(value), before),
  );
const categoryOption = () =>
  new Option('--category <name>', 'of this category; may be repeated').argParser(
    (value: string, before: string[] | undefined) => all(named('category')(value), before),
  );
const searchOption = () =>
  new Option('--search <words>', 'with all these words; "quoted words" stand together');
const sinceOption = () => new Option('--since <time>', 'published at or after').argParser(time);
const untilOption = () => new Option('--until <time>', 'published before').argParser(time);

function sourceId(value: string): string {
  if (SOURCE_ID.test(value)) return value;
  throw new InvalidArgumentError('It must be the id of a source: 1 to 64 of a-z, 0-9 and -.');
}

function time(value: string): string {
  if (parseTime(value) !== null) return value;
  throw new InvalidArgumentError('It must be a date (2026-11-22) or a date-time (2026-11-22T08:30:00Z).');
}

const named =
  (what: string) =>
  (value: string): string => {
    if (value !== '') return value;
    throw new InvalidArgumentError(`The ${what} must not be empty.`);
  };

const wholeNumber =
  (least: number, most: number) =>
  (value: string): number => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} on.`);
  };

const PROGRAM_HELP = `
Examples:
  $ news list --search "rust compiler" --limit 5
  $ news fetch
  $ news export --format csv --output news.csv
  $ news sources add https://simonwillison.net/
  $ NEWS_URL=https://news.example.com news sign-in you@example.com

By itself it talks to the Newsreel that \`npm start\` runs here, and takes its token from there; to others it
shows what \`news sign-in\` keeps. NEWS_TOKEN and --token come before both.
A token is better given by NEWS_TOKEN: other users of a machine can see what stands behind a command.
Exit codes: 0 done, 1 failed, 2 not understood.`;

const LIST_HELP = `
Examples:
  $ news list
  $ news list --source hackernews --source lobsters --limit 50
  $ news list --search '"climate change" glacier' --since 2026-11-01
  $ news list --category science --json | jq -r '.[].url'

A time is a date or a date-time, UTC where it names no zone.`;

const FETCH_HELP = `
Examples:
  $ news fetch
  $ news fetch --source hackernews`;

const EXPORT_HELP = `
Examples:
  $ news export --output news.json
  $ news export --format csv --since 2026-01-01 --until 2027-01-01 --output 2026.csv
  $ news export --format ndjson --search lighthouse | jq -r .title

Archives of any size are fetched in parts and joined. FILE is there when all is there; until then what was
there before stays. A time is a date or a date-time, UTC where it names no zone.`;

const SOURCES_HELP = `
Examples:
  $ news sources
  $ news sources add https://lobste.rs/rss --id lobsters --every 60
  $ news sources remove lobsters
  $ news sources import my-feeds.opml
  $ news sources export --output feeds.opml`;

const ADD_HELP = `
Examples:
  $ news sources add https://simonwillison.net/
  $ news sources add https://lobste.rs/rss --id lobsters --title Lobsters --every 60
  $ news sources add --file api.json

A JSON API, headers, a login and categories go into the file, as docs/sources.md has it:
  { "url": "https://api.github.com/repos/nodejs/node/releases", "kind": "json",
    "map": { "id": "id", "title": "name", "url": "html_url", "publishedAt": "published_at" } }
The options come before what the file says.`;

const IMPORT_HELP = `
Examples:
  $ news sources import my-feeds.opml
  $ curl https://news.example.com/sources.opml | news sources import -`;
