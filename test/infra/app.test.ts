import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

it('wrong settings end the app with what is wrong, and nothing of where it was found out', () => {
  const context = { mailDoman: 'example.org', passDays: 'x', paid: true, '@aws-cdk/core:some-flag': true };
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'infra/app.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], CDK_CONTEXT_JSON: JSON.stringify(context) },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^The settings, .* are wrong:$/),
    '- "mailDoman" is no setting; did you mean "mailDomain"?',
    '- "passDays" must be a whole number of days, 1 to 3660, not "x"',
  ]);
});
