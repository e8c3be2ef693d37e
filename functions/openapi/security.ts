/**
 * Who may ask:
 * - `anyone`, from any origin
 * - `visitor`: anyone, and more is done for who is signed in
 * - `link`: who has the token of a mailed link
 * - `reader`: who is signed in, whatever they have; the admin is no reader
 * - `member`: who is signed in and has a plan, or the admin
 * - `memberAlone`: who is signed in and has a plan; the admin is no reader
 * - `admin`: who holds the admin token
 * - `adminPage`: the same, and everybody else is asked for it by the page
 * - `Stripe`: who signs as Stripe does
 */
export type Who =
  | 'anyone'
  | 'visitor'
  | 'link'
  | 'reader'
  | 'member'
  | 'memberAlone'
  | 'admin'
  | 'adminPage'
  | 'Stripe';

/** How somebody shows who they are. @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object */
export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'The admin token, or the one that `POST /sign-in/confirm` gives a reader (RFC 6750)',
  },
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'The same token as the user name, with no password (RFC 7617)',
  },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-newsreel',
    description:
      'A reader in a browser. On plain http, which the local run has, it is called `newsreel`. It counts where there is no Authorization header; what changes something is refused where the page of another site made a browser send it.',
  },
  adminCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-newsreel-admin',
    description:
      'The admin in a browser, by the form of `GET /admin`. On plain http it is called `newsreel-admin`. It counts where there is no Authorization header and, where readers may ask as well, no reader’s cookie; what changes something is refused where the page of another site made a browser send it.',
  },
};

type Scheme = keyof typeof SECURITY_SCHEMES;
type Requirement = Partial<Record<Scheme, string[]>>;

const by = (role: string, ...schemes: Scheme[]): Requirement[] =>
  schemes.map((scheme) => ({ [scheme]: [role] }));

const MEMBER = by('member', 'bearer', 'basic', 'cookie');
const READER = by('reader', 'bearer', 'basic', 'cookie');
const ADMIN = by('admin', 'bearer', 'basic', 'adminCookie');

/**
 * What an operation needs, any one of the list, with the role that the token must have; undefined where it is none
 * of these. The empty one is to show nothing.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
export const SECURITY: Record<Who, Requirement[] | undefined> = {
  anyone: undefined,
  visitor: [{}, ...READER],
  link: undefined,
  reader: READER,
  member: [...MEMBER, ...ADMIN],
  memberAlone: MEMBER,
  admin: ADMIN,
  adminPage: ADMIN,
  Stripe: undefined,
};
