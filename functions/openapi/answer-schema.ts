import type * as z from 'zod/mini';

/** Whether two types hold the same fields of the same types. */
type Alike<One, Other> = [One, keyof Other] extends [Other, keyof One]
  ? [Other, keyof One] extends [One, keyof Other]
    ? true
    : false
  : false;

/**
 * Takes the schema of an answer that is of a type. Where either has a field more, or a field of another type, it
 * does not compile: so what is answered and what is documented stay the same.
 */
export const answerOf =
  <Answer>() =>
  <Schema extends z.ZodMiniType>(
    schema: Schema & (Alike<z.output<Schema>, Answer> extends true ? unknown : never),
  ): Schema =>
    schema;
