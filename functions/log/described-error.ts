import { redact } from './redact';

/** An error as it stands in the log. */
export interface DescribedError {
  name: string;
  message: string;
  /** where it came from, innermost first */
  stack?: string;
  cause?: DescribedError;
  /** of several that failed together, the first */
  errors?: DescribedError[];
}

const DEEPEST = 4;
const MOST_TOGETHER = 3;

/**
 * What may be told of whatever was thrown: of its fields only these, each without what it may hold of others. An
 * error of Stripe's or the SDK's has the whole answer in other fields.
 */
export function describedError(thrown: unknown, depth = 1): DescribedError {
  const { name, message, stack, cause, errors } = fieldsOf(thrown);
  if (typeof message !== 'string') return { name: typeof thrown, message: redact(asText(thrown)) };
  const described: DescribedError = {
    name: typeof name === 'string' ? redact(name) : 'Error',
    message: redact(message),
  };
  const frames = typeof stack === 'string' ? framesOf(stack) : '';
  if (frames !== '') described.stack = frames;
  if (depth === DEEPEST) return described;
  if (cause !== undefined) described.cause = describedError(cause, depth + 1);
  if (Array.isArray(errors) && errors.length > 0)
    described.errors = errors.slice(0, MOST_TOGETHER).map((error) => describedError(error, depth + 1));
  return described;
}

/** An error that says no more than the log may, for the runtime, which logs all fields of what it catches. */
export function tellableError(thrown: unknown): Error {
  const { name, message, stack = '' } = describedError(thrown);
  const error = new Error(message);
  // Not to be listed as a field of its own.
  Object.defineProperty(error, 'name', { value: name });
  error.stack = `${name}: ${message}\n${stack}`;
  return error;
}

/** Asked for without `instanceof`, which is blind to errors of another realm. */
const fieldsOf = (thrown: unknown): Record<string, unknown> =>
  (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Record<string, unknown>;

const framesOf = (stack: string): string =>
  redact(
    stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
  );

const asText = (thrown: unknown): string =>
  typeof thrown === 'object' || typeof thrown === 'function' ? 'something that is no error' : String(thrown);
