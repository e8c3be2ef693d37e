import { version } from '../../package.json';
import { ABOUT_OPERATIONS } from './about';
import { ACCOUNT_OPERATIONS } from './account';
import { ADMIN_OPERATIONS } from './admin';
import { ARTICLE_OPERATIONS } from './articles';
import { CACHING_HEADERS, CACHING_PARAMETERS, CACHING_RESPONSES } from './caching';
import { componentSchemas } from './components';
import { FETCHING_OPERATIONS } from './fetching';
import { FILE_OPERATIONS } from './files';
import { MAIL_OPERATIONS } from './mail';
import { mergePatchSchemas } from './merge-patch';
import type { Operation, Tag } from './operation';
import { operationObject } from './operation-object';
import { PAGE_OPERATIONS } from './pages';
import { PLAN_OPERATIONS } from './plans';
import { problemComponents } from './responses';
import { SECURITY_SCHEMES } from './security';
import { SIGNING_IN_OPERATIONS } from './signing-in';
import { SETTINGS } from './source-settings';
import { SOURCE_OPERATIONS } from './sources';

const OPERATIONS: Operation[] = [
  ...ARTICLE_OPERATIONS,
  ...FILE_OPERATIONS,
  ...SOURCE_OPERATIONS,
  ...FETCHING_OPERATIONS,
  ...SIGNING_IN_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
  ...PLAN_OPERATIONS,
  ...MAIL_OPERATIONS,
  ...ADMIN_OPERATIONS,
  ...PAGE_OPERATIONS,
  ...ABOUT_OPERATIONS,
];

const TAGS: Record<Tag, string> = {
  Articles: 'What the sources brought, newest first: listed, filtered, searched',
  'Feeds and files': 'The same as feeds to subscribe to, and as files to take along',
  Sources: 'Where articles come from',
  Fetching: 'Sources are asked by a schedule; a cycle can also be started by hand',
  'Signing in': 'By a mailed link that works once; then by a token, or in a browser by a cookie',
  Account: 'What a reader has, and how to be forgotten',
  Plans: 'The ways to a plan, which Stripe takes the money for. Where it is not set up there is none',
  Mail: 'Digests of what is new, what became of each mail, and the way out',
  Pages: 'What a person reads in a browser',
  Admin: 'The page of who keeps the sources',
  About: 'The API itself',
};

const DESCRIPTION = `A news service of one's own: it fetches its sources every half hour, keeps their articles, and serves them.

- Bodies are JSON in UTF-8 where nothing else is said; times are ISO 8601 in UTC. Clients should pass over fields of answers that they do not know.
- Errors are problem details (RFC 9457) whose \`detail\` is for people. Unknown parameters are refused with 400, not ignored. The gateway in front answers by itself, with \`{"message"}\`: 429 where too much comes at once, 500 or 503 where an answer cannot be made or takes too long.
- Reading is open; files and digests are for members. Next to each way of showing a token stands whose it must be, as a role: a reader's, a member's, the admin's.
- People are answered with pages, programs with JSON: where a body may be a form's, a form is answered with a page, or by a redirect to one; so are its errors, but 415; and the errors of pages, where \`Accept\` says \`text/html\`. Who sends a form with the admin token in the header is a program.
- Whatever is public may be read from any origin, and has an ETag.
- A body may hold up to 4 MB. Answers are gzipped where that is accepted.`;

/** The whole API. @see https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument() {
  const schemas = componentSchemas();
  return {
    openapi: '3.1.1',
    info: {
      title: 'Newsreel',
      summary: 'A news service of your own',
      description: DESCRIPTION,
      version,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: pathsOf(OPERATIONS),
    components: {
      schemas: { ...schemas, ...mergePatchSchemas(schemas, SETTINGS, ['id']) },
      parameters: CACHING_PARAMETERS,
      headers: CACHING_HEADERS,
      responses: { ...CACHING_RESPONSES, ...problemComponents(OPERATIONS) },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function pathsOf(operations: Operation[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(operation) };
  }
  return paths;
}
