import { samples } from '../../functions/mail/kinds';
import type { LocalPage } from './gateway';
import type { HttpResponse } from './http-response';
import { mailKindsPage } from './mail-kinds-page';
import { Messages } from './mailbox-messages';
import { mailboxPage } from './mailbox-page';

const TEMPLATES = '/_local/mail/';

/** No script of a mail is to run here; a second wall behind the frame's sandbox. */
const NO_SCRIPTS = "script-src 'none'; object-src 'none'; connect-src 'none'; frame-ancestors 'none'";

/** The links in mails are secrets. */
const PRIVATE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/**
 * The pages that show mail, by path.
 * @param folder absolute path, where each mail is a file
 * @param isElsewhere whether mails go to somebody else's SES
 */
export function mailboxPages(folder: string, isElsewhere: boolean): ReadonlyMap<string, LocalPage> {
  const messages = new Messages(folder);
  return new Map<string, LocalPage>([
    [
      '/_local/mailbox',
      async ({ searchParams }) =>
        htmlPage(mailboxPage(await messages.read(), isElsewhere, pageNumber(searchParams.get('page')))),
    ],
    ['/_local/mailbox.json', async () => json(200, { messages: await messages.read() })],
    [TEMPLATES, async (url) => template(url)],
  ]);
}

/** Of whatever is no number, the first. */
const pageNumber = (written: string | null): number => Number.parseInt(written ?? '', 10) || 1;

/** A template with sample data, its text where `part=text` asks for it; the list of all where none is named. */
function template({ pathname, searchParams }: URL): HttpResponse {
  const kind = pathname.slice(TEMPLATES.length);
  if (kind === '') return htmlPage(mailKindsPage(samples));
  const sample = Object.hasOwn(samples, kind) ? samples[kind] : undefined;
  if (sample === undefined) return unknownKind();
  const { html, text } = sample();
  return searchParams.get('part') === 'text' ? page('text/plain', text) : htmlPage(html);
}

function unknownKind(): HttpResponse {
  const kinds = Object.keys(samples).sort().join(', ');
  const detail = `There is no such mail; the kinds are: ${kinds}.`;
  const problem = { type: 'about:blank', title: 'Not found', status: 404, detail };
  return json(404, problem, 'application/problem+json');
}

const htmlPage = (html: string): HttpResponse => page('text/html', html);

const page = (type: string, body: string): HttpResponse => ({
  status: 200,
  headers: { ...PRIVATE, 'content-type': `${type}; charset=utf-8`, 'content-security-policy': NO_SCRIPTS },
  body: Buffer.from(body),
});

const json = (status: number, value: unknown, type = 'application/json'): HttpResponse => ({
  status,
  headers: { ...PRIVATE, 'content-type': type },
  body: Buffer.from(JSON.stringify(value)),
});
