import type { Operation } from './described-api';

const TAGS = ['Signing in', 'Account', 'Plans'];

/** Whether an operation is about who reads, and not about what is read or mailed. */
export const ofMembers = ({ tags }: Pick<Operation, 'tags'>): boolean =>
  tags.some((tag) => TAGS.includes(tag));

/** Whether an operation is about what is mailed. */
export const ofMail = ({ tags }: Pick<Operation, 'tags'>): boolean => tags.includes('Mail');

/** Whether an operation is for the admin alone, or about how the admin signs in. */
export const ofAdmin = ({ tags, security = [] }: Pick<Operation, 'tags' | 'security'>): boolean => {
  const roles = security.flatMap((requirement) => Object.values(requirement).flat());
  return tags.includes('Admin') || (roles.length > 0 && roles.every((role) => role === 'admin'));
};
