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

it('ends the start where the data is of a later version', async () => {
  const refuse = async () => {
    throw new Error(
      "The table's data is of version 3, this code knows it up to 2: deploy the later version again.",
    );
  };
  await expect(migrateData(STACK, refuse, screen())).rejects.toThrow(
    "The data cannot be used: The table's data is of version 3, this code knows it up to 2: deploy the later version again.",
  );
});
