import { FetchError } from '../../../functions/network/failure';

/** The FetchError that a piece of work must end with. */
export async function failureOf(work: Promise<unknown>): Promise<FetchError> {
  const error = await work.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  if (error instanceof FetchError) return error;
  throw new Error(`Not a FetchError: ${error}`, { cause: error });
}
