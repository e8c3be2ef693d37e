import { parseDocument } from 'htmlparser2';
import { samples } from '../../../functions/mail/kinds';
import { type SignIn, signInMail } from '../../../functions/mail/sign-in';
import type { Address } from '../../../functions/readers/address';

const SIGN_IN: SignIn = {
  to: 'reader@example.org' as Address,
  link: 'https://news.example.org/sign-in?token=abc&x=1',
  minutes: 15,
  service: 'news.example.org',
};

type Node = ReturnType<typeof parseDocument>['children'][number];

interface Read {
  elements: { name: string; attributes: Record<string, string> }[];
  /** what a person sees */
  text: string;
}

/** What a program for mail makes of HTML. */
function readHtml(html: string): Read {
  const read: Read = { elements: [], text: '' };
  const visit = (node: Node): void => {
    if (node.type === 'text') read.text += node.data;
    if (!('children' in node)) return;
    if ('attribs' in node) read.elements.push({ name: node.name, attributes: node.attribs });
    if (node.type === 'style' || ('attribs' in node && node.name === 'title')) return;
    for (const child of node.children) visit(child as Node);
  };
  for (const node of parseDocument(html).children) visit(node);
  return read;
}

const linksOf = ({ elements }: Read) =>
  elements.filter(({ name }) => name === 'a').map(({ attributes }) => attributes['href']);

describe('the mail to sign in', () => {
  test('has the link as a button and as it is, in HTML and in text', () => {
    const { html, text, to, kind } = signInMail(SIGN_IN);
    const read = readHtml(html);
    expect({ to, kind }).toEqual({ to: 'reader@example.org', kind: 'sign-in' });
    expect(linksOf(read)).toEqual([SIGN_IN.link, SIGN_IN.link]);
    expect(read.text).toContain(`Or open this address: ${SIGN_IN.link}`);
    expect(text.split('\n')).toContain(SIGN_IN.link);
  });

  test('says the same in both: who asked, how often and how long it works, what to do otherwise', () => {
    const { html, text, subject } = signInMail(SIGN_IN);
    const seen = readHtml(html).text;
    const sentences = text
      .split('\n')
      .filter((line) => line !== '' && line !== '-- ' && !line.startsWith('https://'));
    for (const sentence of sentences) expect(seen).toContain(sentence);
    for (const said of [
      'Somebody typed this address at news.example.org',
      'works once, within 15 minutes.',
      'ignore this mail',
    ]) {
      expect(text).toContain(said);
    }
    expect(subject).toBe('Sign in to news.example.org');
    expect(signInMail({ ...SIGN_IN, minutes: 1 }).text).toContain('within 1 minute.');
  });

  test.each([
    '"><script>alert(1)</script><a href="',
    '</title><img src=x onerror=alert(1)>',
    "'\" onmouseover=alert(1) x='",
    '</style><script>x</script>',
    '<!--',
    '\u202e🗞️'.repeat(200),
  ])('shows %j as what it is', (hostile) => {
    const plain = readHtml(signInMail(SIGN_IN).html);
    const link = `https://news.example.org/${hostile}`;
    const read = readHtml(signInMail({ ...SIGN_IN, link, service: hostile }).html);
    expect(read.elements.map(({ name, attributes }) => [name, Object.keys(attributes)])).toEqual(
      plain.elements.map(({ name, attributes }) => [name, Object.keys(attributes)]),
    );
    expect(linksOf(read)).toEqual([link, link]);
    expect(read.text).toContain(`Somebody typed this address at ${hostile} to sign in.`);
  });
});

describe.each(Object.entries(samples))('the sample of %s', (kind, sample) => {
  const mail = sample();
  const { elements } = readHtml(mail.html);

  test('is of its kind', () => {
    expect(mail.kind).toBe(kind);
  });

  test('holds in programs for mail: no scripts, nothing from elsewhere, a language, both colour schemes', () => {
    const names = elements.map(({ name }) => name);
    for (const banned of ['script', 'link', 'img', 'iframe', 'form', 'svg'])
      expect(names).not.toContain(banned);
    expect(elements.find(({ name }) => name === 'html')?.attributes['lang']).toBeTruthy();
    expect(elements).toContainEqual({
      name: 'meta',
      attributes: { name: 'color-scheme', content: 'light dark' },
    });
    expect(mail.html).toContain('prefers-color-scheme: dark');
    // Tables that only lay out are not read out as tables.
    for (const { name, attributes } of elements) {
      if (name === 'table') expect(attributes['role']).toBe('presentation');
    }
    // From about 100 KB on, Gmail cuts.
    expect(Buffer.byteLength(mail.html)).toBeLessThan(20_000);
  });
});
