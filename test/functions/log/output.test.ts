import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const HANDLER = path.join(__dirname, '../../../functions/sweep-mails/handler.ts');

/** As Lambda's runtime does it: something of its own stands before each line of the console's. */
const RUNTIME = `
  for (const level of ['log', 'info', 'warn', 'error'])
    console[level] = (...parts) => process.stdout.write(['2026-11-23T12:00:00Z', 'id', level, ...parts].join('\\t') + '\\n');
  const { handler } = require(${JSON.stringify(HANDLER)});
  handler({ id: 'event-1' }).catch((error) => console.error(error.message)).then(() => process.exit(0));
`;

test('as Lambda runs it, each line of ours is JSON from its first character on, and there before it is frozen', () => {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const output = execFileSync(process.execPath, ['--import', tsx, '-e', RUNTIME], {
    env: {},
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line = '', ...others] = output.trim().split('\n');
  expect(JSON.parse(line)).toMatchObject({
    level: 'ERROR',
    eventId: 'event-1',
    error: { message: 'TABLE_NAME is not set' },
  });
  expect(others).toEqual(['2026-11-23T12:00:00Z\tid\terror\tTABLE_NAME is not set']);
});
