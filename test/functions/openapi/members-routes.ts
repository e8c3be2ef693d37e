import type { Operation } from './described-api';

const TAGS = ['Signing in', 'Account', 'Plans'];

/** Whether an operation is about who reads; the others are about what is read. */
export const ofMembers = ({ tags }: Pick<Operation, 'tags'>): boolean =>
  tags.some((tag) => TAGS.includes(tag));
