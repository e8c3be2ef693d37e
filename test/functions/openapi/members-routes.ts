import type { Operation } from './described-api';

const TAGS = ['Signing in', 'Account', 'Plans'];

/** Whether an operation is about who reads, and not about what is read or mailed. */
export const ofMembers = ({ tags }: Pick<Operation, 'tags'>): boolean =>
  tags.some((tag) => TAGS.includes(tag));

/** Whether an operation is about what is mailed. */
export const ofMail = ({ tags }: Pick<Operation, 'tags'>): boolean => tags.includes('Mail');
