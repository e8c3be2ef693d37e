import path from 'node:path';
import { codeOf, messageOf } from '../infra/local/problem';
import { Failure } from './errors';
import { plain } from './plain';

/** What a file could not be used for, in words. @param file as it was named */
export function fileTrouble(error: unknown, file: string, use: 'read' | 'written'): Failure {
  return new Failure(`${plain(file)} cannot be ${use}: ${reason(error, file, use)}.`);
}

function reason(error: unknown, file: string, use: 'read' | 'written'): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return use === 'read' ? 'there is no such file' : `there is no folder ${plain(path.dirname(file))}`;
    case 'ENOTDIR':
      return `${plain(path.dirname(file))} is no folder`;
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'that is not allowed to you here';
    case 'EROFS':
      return 'its disk is read-only';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'no space is left; free some, or choose another disk';
    case 'EPIPE':
      return 'nobody reads from it any more';
    case 'EFBIG':
      return 'its disk takes no files of this size';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'ELOOP':
      return 'its links lead in circles';
    default:
      return plain(messageOf(error));
  }
}
