const EVERY_MS = 25;
const LONGEST_MS = 20_000;

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, EVERY_MS));

/** Waits for what takes a moment. @throws Error after 20 seconds */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not happen within 20 seconds');
    await pause();
  }
}

/** Waits until an expectation holds. @throws what it throws, where it does not hold within ten seconds */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
  const end = Date.now() + LONGEST_MS / 2;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await pause();
  }
}
