import { Problem } from '../http/problem';
import { SourceConflictError } from '../sources/add';
import { InvalidSourceError } from '../sources/settings';
import { NotASourceError } from './probe';

/** What to answer to whoever wanted something of a source that can't be. Other errors stay as they are. */
export function sourceProblem(error: unknown): unknown {
  if (error instanceof InvalidSourceError)
    return new Problem(400, 'Wrong source', error.message, error.faults);
  if (error instanceof SourceConflictError) return new Problem(409, 'Already there', error.message);
  if (error instanceof NotASourceError) return new Problem(422, 'Not a source', error.message);
  return error;
}
