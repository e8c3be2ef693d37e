import { writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { parseDocument } from 'htmlparser2';
import { samples } from '../../../functions/mail/kinds';
import type { Mail } from '../../../functions/mail/mail';
import { composeMime } from '../../../functions/mail/mime';
import type { Address } from '../../../functions/readers/address';
import { Gateway } from '../../../infra/local/gateway';
import { mailboxPages } from '../../../infra/local/mailbox-pages';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const FROM = { name: 'Newsreel', address: 'news@newsreel.example' as Address };

let gateway: Gateway;
let folder: string;
let port: number;

beforeEach(async () => {
  gateway = new Gateway();
  port = await gateway.listen(0);
  folder = temporaryFolder();
});
afterEach(() => gateway.stop());

function serve(isElsewhere = false): void {
  gateway.serve({
    routes: [],
    cors: null,
    invoke: async () => null,
    localPages: mailboxPages(folder, isElsewhere),
    report: () => undefined,
  });
}

interface Page {
  status: number;
  type: string | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const get = (page: string, host = `127.0.0.1:${port}`) =>
  new Promise<Page>((resolve, reject) => {
    const request = httpRequest(
      { port, host: '127.0.0.1', path: page, headers: { host } },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        const { statusCode: status = 0, headers } = response;
        resolve({ status, type: headers['content-type'], headers, body });
      },
    );
    request.on('error', reject).end();
  });

let time = 1764000000000;

async function keep(mail: Partial<Mail>): Promise<void> {
  const whole = {
    kind: 'test',
    to: 'reader@example.org' as Address,
    subject: 'A',
    html: '<p>A</p>',
    text: 'A',
    ...mail,
  };
  writeFileSync(path.join(folder, `${time++}-000001-abc.eml`), await composeMime(whole, FROM));
}

interface Element {
  name: string;
  attributes: Record<string, string>;
}

type Node = ReturnType<typeof parseDocument>['children'][number];

function elementsOf(html: string): Element[] {
  const visit = (node: Node): Element[] => {
    if (!('children' in node)) return [];
    const within = node.children.flatMap((child) => visit(child as Node));
    return 'attribs' in node ? [{ name: node.name, attributes: node.attribs }, ...within] : within;
  };
  return parseDocument(html).children.flatMap(visit);
}

const framesOf = (html: string) => elementsOf(html).filter(({ name }) => name === 'iframe');

describe('the mailbox’s page', () => {
  test('shows every mail, newest first, in a frame without scripts whose links open outside of it', async () => {
    serve();
    await keep({ subject: 'first', html: '<p>old</p>' });
    const { html } = samples['sign-in']?.() ?? { html: '' };
    await keep({ subject: 'second', html });
    const { status, type, body } = await get('/_local/mailbox');
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    const frames = framesOf(body);
    expect(frames.map(({ attributes }) => attributes['title'])).toEqual(['second', 'first']);
    for (const { attributes } of frames) {
      expect(attributes['sandbox']?.split(' ').sort()).toEqual([
        'allow-popups',
        'allow-popups-to-escape-sandbox',
      ]);
      expect(elementsOf(attributes['srcdoc'] ?? '')).toContainEqual({
        name: 'base',
        attributes: { target: '_blank' },
      });
    }
    // Before a doctype it would change how the mail is drawn.
    expect(frames[0]?.attributes['srcdoc']).toMatch(/^<!doctype html>/);
    expect(frames[0]?.attributes['srcdoc']).toContain('https://news.example.org/sign-in?token=');
  });

  test.each([
    '"></iframe><script>alert(1)</script>',
    "' onload='alert(1)",
    '</title></style><img src=x onerror=alert(1)>',
    '\u202e🗞️ & &quot; <b>',
  ])('shows %j as what it is, wherever it stands', async (hostile) => {
    serve();
    await keep({});
    const { body: plain } = await get('/_local/mailbox');
    await keep({ subject: hostile, html: hostile, text: hostile, headers: { 'X-Any': hostile } });
    const { body } = await get('/_local/mailbox');
    const names = (html: string) => elementsOf(html).map(({ name }) => name);
    const mailNames = names(plain).slice(names(plain).indexOf('article'));
    expect(names(body)).toEqual([...names(plain), ...mailNames]);
    const [frame] = framesOf(body);
    expect(frame?.attributes).toEqual({
      title: hostile,
      loading: 'lazy',
      sandbox: expect.any(String),
      srcdoc: `<base target="_blank">${hostile}`,
    });
  });

  test('draws fifty mails at a time and links the others', async () => {
    serve();
    for (let number = 1; number <= 101; number++) await keep({ subject: `mail ${number}` });
    const read = async (query: string) => {
      const elements = elementsOf((await get(`/_local/mailbox${query}`)).body);
      const of = (wanted: string) => elements.filter(({ name }) => name === wanted);
      const titles = of('iframe').map(({ attributes }) => attributes['title']);
      const links = of('a').flatMap(({ attributes: { rel, href } }) => (rel ? [`${rel} ${href}`] : []));
      return { first: titles[0], last: titles.at(-1), frames: titles.length, links: [...new Set(links)] };
    };
    const newest = { first: 'mail 101', last: 'mail 52', frames: 50, links: ['next ?page=2'] };
    const oldest = { first: 'mail 1', last: 'mail 1', frames: 1, links: ['prev ?page=2'] };
    for (const query of ['', '?page=1', '?page=0', '?page=-3', '?page=x']) {
      expect(await read(query)).toEqual(newest);
    }
    expect(await read('?page=2')).toEqual({
      first: 'mail 51',
      last: 'mail 2',
      frames: 50,
      links: ['prev ?page=1', 'next ?page=3'],
    });
    for (const query of ['?page=3', '?page=99']) expect(await read(query)).toEqual(oldest);
    expect(JSON.parse((await get('/_local/mailbox.json')).body).messages).toHaveLength(101);
  });

  test('lets no script run, is not kept, and shows in nobody’s frame', async () => {
    serve();
    const { headers } = await get('/_local/mailbox');
    expect(headers['content-security-policy']).toContain("script-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-store');
  });

  test('says so where there is no mail, or where mail goes elsewhere', async () => {
    serve(true);
    const { body } = await get('/_local/mailbox');
    expect(body).toContain('No mail was sent yet.');
    expect(body).toContain('AWS_ENDPOINT_URL_SES');
  });
});

describe('the mailbox as JSON', () => {
  test('holds every mail, oldest first', async () => {
    serve();
    expect(JSON.parse((await get('/_local/mailbox.json')).body)).toEqual({ messages: [] });
    await keep({
      subject: 'first',
      html: '<p>1</p>',
      text: 'one',
      headers: { 'List-Unsubscribe': '<https://x.example>' },
    });
    await keep({ subject: 'second' });
    const { status, type, body } = await get('/_local/mailbox.json');
    expect([status, type]).toEqual([200, 'application/json']);
    // Asked again, it is read again only as far as it is new.
    await keep({ subject: 'third' });
    const { messages, ...others } = JSON.parse((await get('/_local/mailbox.json')).body);
    expect(JSON.parse(body).messages).toEqual(messages.slice(0, 2));
    expect(others).toEqual({});
    expect(messages.map(({ subject }: { subject: string }) => subject)).toEqual(['first', 'second', 'third']);
    expect(messages[0]).toEqual({
      to: ['reader@example.org'],
      from: expect.stringContaining('news@newsreel.example'),
      subject: 'first',
      headers: expect.objectContaining({ 'List-Unsubscribe': '<https://x.example>' }),
      html: '<p>1</p>',
      text: 'one',
      sentAt: expect.stringMatching(/Z$/),
    });
  });
});

describe('a template', () => {
  test.each(Object.keys(samples))('of %s is shown with sample data, or its text', async (kind) => {
    serve();
    const sample = samples[kind]?.();
    const html = await get(`/_local/mail/${kind}`);
    expect(html).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', body: sample?.html });
    const text = await get(`/_local/mail/${kind}?part=text`);
    expect(text).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8', body: sample?.text });
  });

  test.each(['none', 'toString', '__proto__', 'sign-in%00', '<script>'])(
    'of no kind that there is (%j) is answered with the kinds',
    async (kind) => {
      serve();
      const { status, type, body } = await get(`/_local/mail/${kind}`);
      expect([status, type]).toEqual([404, 'application/problem+json']);
      expect(JSON.parse(body).detail).toContain('sign-in');
    },
  );
});

test('the list of templates links each, as HTML and as text, and the mailbox links the list', async () => {
  serve();
  const linksOf = (html: string) => elementsOf(html).flatMap(({ attributes }) => attributes['href'] ?? []);
  const { status, type, body } = await get('/_local/mail/');
  expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
  const kinds = Object.keys(samples).flatMap((kind) => [
    `/_local/mail/${kind}`,
    `/_local/mail/${kind}?part=text`,
  ]);
  expect(linksOf(body)).toEqual(['/_local/mailbox', ...kinds]);
  expect(elementsOf(body).map(({ name }) => name)).not.toContain('script');
  expect(linksOf((await get('/_local/mailbox')).body)).toEqual(['/_local/mail/']);
});

describe('the pages of the local run', () => {
  test.each(['localhost', '127.0.0.1', '[::1]'])('answer to a browser on this machine: %s', async (name) => {
    serve();
    expect((await get('/_local/mailbox.json', `${name}:${port}`)).status).toBe(200);
  });

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80'])(
    'don’t answer under a name that leads here: %j',
    async (host) => {
      serve();
      await keep({ subject: 'secret' });
      const { status, body } = await get('/_local/mailbox.json', host);
      expect(status).toBe(403);
      expect(body).not.toContain('secret');
    },
  );
});
