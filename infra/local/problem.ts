/**
 * What the system calls an error, such as `ENOENT`; empty where it has no such name. It is asked for without
 * `instanceof`, which is blind to errors that come from outside a test runner's own realm.
 */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

/** What an error says, in one line where it does. */
export function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : String(error);
}

/** What an error says, and where it came from. */
export function describe(error: unknown): string {
  const stack = (error as { stack?: unknown } | null | undefined)?.stack;
  return typeof stack === 'string' ? stack : messageOf(error);
}
