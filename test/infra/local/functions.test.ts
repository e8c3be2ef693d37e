import { Functions, FunctionTimeoutError } from '../../../infra/local/functions';
import type { FunctionResource } from '../../../infra/local/stack';
import { HANDLERS } from './stack';

const resource = (changes: Partial<FunctionResource> = {}): FunctionResource => ({
  id: 'Echo',
  entry: 'echo.ts',
  timeoutMs: 10_000,
  memoryMb: 128,
  environment: {},
  ...changes,
});

const functions = new Functions(HANDLERS, [resource(), resource({ id: 'Hasty', timeoutMs: 30 })]);

describe('a function', () => {
  test('is called with the event and a context of its own', async () => {
    const [first, second] = await Promise.all([
      functions.invoke('Echo', { a: 1 }),
      functions.invoke('Echo', {}),
    ]);
    expect(first).toMatchObject({ event: { a: 1 }, context: { id: expect.any(String) } });
    const { context } = first as { context: { id: string; leftMs: number } };
    expect(context.leftMs).toBeGreaterThan(9_000);
    expect(context.leftMs).toBeLessThanOrEqual(10_000);
    expect(second).not.toMatchObject({ context: { id: context.id } });
  });

  test('fails as its handler does', async () => {
    await expect(functions.invoke('Echo', { fail: 'no luck' })).rejects.toThrow('no luck');
  });

  test('has its own time, and no more than it is given', async () => {
    await expect(functions.invoke('Hasty', { delayMs: 200 })).rejects.toThrow(FunctionTimeoutError);
    await expect(functions.invoke('Echo', { delayMs: 200 }, 30)).rejects.toThrow(
      'echo.ts timed out after 0.03 s',
    );
    await expect(functions.invoke('Echo', { delayMs: 10 }, 5_000)).resolves.toMatchObject({
      event: { delayMs: 10 },
    });
  });

  test('must be there, and export a handler', async () => {
    expect(() => new Functions(HANDLERS, [resource({ entry: 'none.ts' })])).toThrow(
      'none.ts exports no handler',
    );
    expect(() => new Functions(HANDLERS, [resource({ entry: 'missing.ts' })])).toThrow('missing.ts');
    await expect(functions.invoke('Nobody', {})).rejects.toThrow('no function Nobody');
  });
});
