/** The usual prefixes of the namespaces that feeds use; '' is that of the feed's own elements. */
const PREFIXES = new Map(
  Object.entries({
    '': [
      'backend.userland.com/rss',
      'backend.userland.com/rss2',
      'backend.userland.com/rss091',
      'blogs.law.harvard.edu/tech/rss',
      'channel.netscape.com/rdf/simple/0.9',
      'cyber.law.harvard.edu/rss',
      'my.netscape.com/publish/formats/rss-0.91.dtd',
      'my.netscape.com/rdf/simple/0.9',
      'purl.org/net/rss1.1',
      'purl.org/rss/1.0',
      'purl.org/rss/1.0/modules/rss091',
    ],
    atom: ['purl.org/atom/ns', 'www.w3.org/2005/atom'],
    content: ['purl.org/rss/1.0/modules/content'],
    dc: ['purl.org/dc/elements/1.0', 'purl.org/dc/elements/1.1'],
    dcterms: ['purl.org/dc/terms'],
    feedburner: ['rssnamespace.org/feedburner/ext/1.0'],
    googleplay: ['www.google.com/schemas/play-podcasts/1.0'],
    itunes: ['example.com/dtds/podcast-1.0.dtd', 'www.itunes.com/dtds/podcast-1.0.dtd'],
    media: ['search.yahoo.com/mrss', 'video.search.yahoo.com/mrss', 'www.rssboard.org/media-rss'],
    rdf: ['www.w3.org/1999/02/22-rdf-syntax-ns'],
    sy: ['purl.org/rss/1.0/modules/syndication'],
    xhtml: ['www.w3.org/1999/xhtml'],
  }).flatMap(([prefix, addresses]) => addresses.map((address): [string, string] => [address, prefix])),
);

/** No namespace of ours is longer. */
const LONGEST = 200;

const DECLARATION = /xmlns:([\w.-]+)\s*=\s*["']([^"'<>]*)["']/g;
const DEFAULT = /(?:^|\s)xmlns\s*=\s*["']([^"']*)["']/;
const AROUND = /^https?:\/\/|[/#\s]+$/g;

/**
 * How a feed names its elements. A prefix means the namespace that it is declared for, anywhere in the feed; where
 * that is none that feeds use, or it is not declared, what it usually means.
 */
export class Names {
  private readonly prefixes = new Map<string, string>();
  private readonly known = new Map<string, string>();

  /** @param root the root element's name, as written: what has its prefix belongs to the feed itself */
  constructor(xml: string, root: string) {
    for (const [, prefix = '', uri = ''] of xml.matchAll(DECLARATION)) {
      const usual = usualPrefix(uri);
      if (usual !== undefined && !this.prefixes.has(prefix)) this.prefixes.set(prefix, usual);
    }
    const [rootPrefix = '', name] = root.split(':');
    if (name && !this.prefixes.has(rootPrefix)) this.prefixes.set(rootPrefix, '');
    if (/^(?:.*:)?feed$/i.test(root)) {
      for (const [prefix, usual] of this.prefixes) if (usual === 'atom') this.prefixes.set(prefix, '');
      if (!this.prefixes.has('atom')) this.prefixes.set('atom', '');
    }
    if (!this.prefixes.has('rss')) this.prefixes.set('rss', '');
  }

  /** A name in lower case, with the usual prefix of its namespace. @param attributes source of its tag's */
  canonical(written: string, attributes: string): string {
    if (attributes.includes('xmlns')) return this.declaredThere(written, attributes);
    const known = this.known.get(written);
    if (known !== undefined) return known;
    const colon = written.indexOf(':');
    const prefix = colon === -1 ? '' : this.usual(written.slice(0, colon));
    const name = joined(prefix, written.slice(colon + 1));
    this.known.set(written, name);
    return name;
  }

  /** The usual prefix of what a prefix stands for. */
  usual(prefix: string): string {
    return this.prefixes.get(prefix) ?? prefix.toLowerCase();
  }

  private declaredThere(written: string, attributes: string): string {
    const uri = written.includes(':') ? undefined : DEFAULT.exec(attributes)?.[1];
    return joined(this.usual((uri && usualPrefix(uri)) ?? ''), this.canonical(written, ''));
  }
}

function joined(prefix: string, name: string): string {
  return (prefix === '' ? name : `${prefix}:${name}`).toLowerCase();
}

function usualPrefix(uri: string): string | undefined {
  if (uri.length > LONGEST) return undefined;
  return PREFIXES.get(uri.trim().toLowerCase().replace(AROUND, ''));
}
