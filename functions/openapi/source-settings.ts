import { headerName } from '../auth/header-name';
import { headerSettings } from '../auth/header-settings';
import { authSettings, SCHEMES } from '../auth/settings';
import { jsonMap } from '../feed/json-map';
import { secretReference } from '../secrets/reference';
import {
  LONGEST_CATEGORY,
  LONGEST_TITLE,
  LONGEST_URL,
  type SourceSettings,
  sourceSettings,
} from '../sources/settings';
import { component, described, describeFields, reference } from './components';

/** What the document says of a source's settings: their schemas stand where they validate. */

component('SecretReference', secretReference, {
  description:
    'A secret by its name; its value is kept outside. A secret that is written plainly is refused.',
});

/** The components of the ways of logging in, by their type. */
const LOGINS: { [Type in keyof typeof SCHEMES]: [id: string, description: string] } = {
  basic: ['BasicAuth', 'A user name, which has no colon, and a password (RFC 7617)'],
  bearer: ['BearerAuth', 'A token that stays as it is (RFC 6750)'],
  header: ['HeaderAuth', 'A key in a header of its own'],
  hmac: [
    'HmacAuth',
    'Each request is signed: `X-Newsreel-Signature` is the hex HMAC-SHA256 over timestamp, method and path with query, a line each',
  ],
  oauth2: ['OAuth2Auth', 'A token by the client credentials grant (RFC 6749, section 4.4)'],
};
for (const [type, { settings }] of Object.entries(SCHEMES)) {
  const [id, description] = LOGINS[type as keyof typeof SCHEMES];
  component(id, settings, { description });
}
component('AuthSettings', authSettings, {
  description: 'How a source is logged into. A credential never goes to another origin than the source’s.',
  discriminator: {
    propertyName: 'type',
    mapping: Object.fromEntries(Object.entries(LOGINS).map(([type, [id]]) => [type, reference(id).$ref])),
  },
});

component('JsonMap', jsonMap, {
  description:
    'Where a JSON API has what: paths with dots, such as `by.name`. One of title, summary and content must be there.',
  anyOf: ['title', 'summary', 'content'].map((name) => ({ required: [name] })),
});
describeFields(jsonMap, {
  items: { description: 'From the root to the list of items; left out where the answer itself is the list' },
  id: { description: 'What tells an item from the others' },
  title: { description: 'Its title' },
  url: { description: 'Its address' },
  summary: { description: 'Its summary, text or HTML' },
  content: { description: 'All of it, text or HTML' },
  publishedAt: { description: 'When it was published: ISO 8601, or seconds or milliseconds since 1970' },
  author: { description: 'Who wrote it' },
  categories: { description: 'What it is filed under' },
  image: { description: 'The address of a picture' },
});

described(
  headerName,
  'The name of a header that Newsreel does not set itself, as it does Host and User-Agent',
);
described(
  headerSettings,
  'Sent to the source besides, by name; what lets somebody in is a secret by its name',
  {
    maxProperties: 20,
    examples: [{ 'Accept-Language': 'de', 'X-Api-Key': { secret: 'planet-key' } }],
  },
);

const BLANKS_ASIDE = 'outer blanks aside';
const NOT_BLANK = { pattern: '\\S' };

/** The component's name. */
export const SETTINGS = 'SourceSettings';

/** Bodies of `POST /sources`. */
export const EXAMPLE_SETTINGS = {
  page: { summary: 'A page or a feed', value: { url: 'https://simonwillison.net/' } },
  login: {
    summary: 'A feed with a login',
    value: {
      id: 'planet',
      url: 'https://planet.example/atom.xml',
      title: 'Planet Example',
      every: 120,
      categories: ['Tech', 'Europe'],
      auth: { type: 'basic', username: 'reader', password: { secret: 'planet-password' } },
    },
  },
  api: {
    summary: 'A JSON API',
    value: {
      id: 'hn-lambda',
      kind: 'json',
      url: 'https://hn.algolia.com/api/v1/search_by_date?query=lambda&tags=story',
      map: { items: 'hits', id: 'objectID', title: 'title', url: 'url', publishedAt: 'created_at' },
    },
  },
} satisfies Record<string, { summary: string; value: SourceSettings }>;

/** Bodies of `PATCH /sources/{id}`. */
export const EXAMPLE_CHANGES = {
  pace: { summary: 'Look every two hours', value: { every: 120 } },
  title: { summary: 'Back to its own title', value: { title: null } },
  password: {
    summary: 'Another password, the user name as before',
    value: { auth: { password: { secret: 'planet-password-2' } } },
  },
};

component(SETTINGS, sourceSettings, {
  description: 'What its keeper says of a source. `map` is for sources of kind `json`, which need one.',
  if: { properties: { kind: { const: 'json' } }, required: ['kind'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['map'] },
  else: { not: { required: ['map'] } },
});
describeFields(sourceSettings, {
  id: { description: 'Made from the host where left out. It stays for good.' },
  url: {
    description: `Absolute, http or https, of up to ${LONGEST_URL} characters: of a feed, of a web page that has one, or of a JSON API. \`feed:\` is taken for what it stands for. It holds no user name or password.`,
    pattern: '^\\s*([Hh][Tt][Tt][Pp][Ss]?|[Ff][Ee][Ee][Dd]):',
  },
  title: {
    description: `Up to ${LONGEST_TITLE} characters, ${BLANKS_ASIDE}; the feed’s own where left out`,
    ...NOT_BLANK,
  },
  kind: { description: 'A feed of any format, or a JSON API that is read by its `map`', default: 'feed' },
  auth: { description: 'Where it needs a login' },
  headers: { description: 'Sent besides' },
  every: { description: 'Minutes between two looks; at its own rhythm where left out' },
  map: { description: 'Of a JSON API' },
  categories: {
    description: `What its articles are filed under besides their own: up to ${LONGEST_CATEGORY} characters each, ${BLANKS_ASIDE}`,
    items: { type: 'string', ...NOT_BLANK },
  },
});
