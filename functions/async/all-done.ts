/**
 * The results of pieces of work, once all of them have come to an end. Where one fails `Promise.all` says so while the
 * others go on: a function that has answered by then is frozen with them, and what they were about to write is written
 * when it thaws, minutes later, over newer things.
 * @throws what the first of them that failed threw
 */
export async function allDone<T>(work: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
