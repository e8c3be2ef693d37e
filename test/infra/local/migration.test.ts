import { NewerDataError } from '../../../functions/migrate/migrate';
import { migrateData } from '../../../infra/local/migration';
import type { Stack } from '../../../infra/local/stack';

const STACK = {
  functions: [
    { id: 'Fetch', entry: 'functions/fetch/handler.ts' },
    { id: 'Migrate', entry: 'functions/migrate/handler.ts' },
  ],
} as Stack;

function screen() {
  const lines: string[] = [];
  return {
    lines,
    progress: (line: string) => void lines.push(line),
    result: () => undefined,
    isTerminal: false,
  };
}

it('calls the function that changes the data until it is of this version, and says that it is at it', async () => {
  const calls: string[] = [];
  const answers = [
    { version: 0, done: false },
    { version: 1, done: false },
    { version: 2, done: true },
  ];
  const shown = screen();
  await migrateData(
    STACK,
    async (id) => {
      calls.push(id);
      return answers.shift();
    },
    shown,
  );
  expect(calls).toEqual(['Migrate', 'Migrate', 'Migrate']);
  expect(shown.lines).toEqual([
    'The data of an earlier version is being changed to that of this one …',
    'The data of an earlier version is being changed to that of this one …',
  ]);
});

it('ends the start where the data is of a later version, and says what to do here', async () => {
  const refuse = async () => {
    throw new NewerDataError(3, 2);
  };
  await expect(migrateData(STACK, refuse, screen())).rejects.toThrow(
    'The data was changed by a newer Newsreel: update this one, or choose another --data.',
  );
});

it('ends the start where a change fails', async () => {
  const refuse = async () => {
    throw new Error('The table did not take 3 writes');
  };
  await expect(migrateData(STACK, refuse, screen())).rejects.toThrow(
    'The data cannot be used: The table did not take 3 writes',
  );
});
