import { CommanderError } from 'commander';
import { parseOptions } from '../../../infra/costs/options';
import { DEFAULTS } from '../../../infra/costs/workload';

it('has a default for all', () => {
  expect(parseOptions([])).toEqual({ workload: DEFAULTS, json: false, update: null });
});

it('takes what is said', () => {
  const args = '--sources 1000 --articles 0.5 --readers 10000 --region us-east-1 --json'.split(' ');
  expect(parseOptions(args)).toEqual({
    workload: { ...DEFAULTS, sources: 1_000, articles: 0.5, readers: 10_000 },
    json: true,
    update: null,
  });
});

it.each([
  [
    '--sources many',
    "option '--sources <n>' argument 'many' is invalid. It must be a number from 0 to 10000000.",
  ],
  [
    '--sources -1',
    "option '--sources <n>' argument '-1' is invalid. It must be a number from 0 to 10000000.",
  ],
  [
    '--retention 1e3',
    "option '--retention <n>' argument '1e3' is invalid. It must be a number from 0 to 36500.",
  ],
  ['--region eu-central-1', "argument 'eu-central-1' is invalid. Allowed choices are us-east-1."],
  ['--reader 5', "unknown option '--reader'\n(Did you mean --readers?)"],
  ['20', 'too many arguments'],
])('refuses %s', (args, message) => {
  const parse = () => parseOptions(args.split(' '));
  expect(parse).toThrow(CommanderError);
  expect(parse).toThrow(message);
});

it('prints help', () => {
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    expect(parseOptions(['--help'])).toBeNull();
  } finally {
    write.mockRestore();
  }
  expect(written.join('')).toContain('npm run costs -- --sources 1000');
});
