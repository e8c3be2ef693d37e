const words = (list: string): string[] => list.split(' ');

/** What any element may have. */
const EVERYWHERE = words('dir lang title');

const OWN: Record<string, string> = {
  a: 'href rel',
  audio: 'controls src',
  blockquote: 'cite',
  col: 'span',
  colgroup: 'span',
  del: 'cite datetime',
  details: 'open',
  img: 'alt height src srcset width',
  ins: 'cite datetime',
  li: 'value',
  ol: 'reversed start type',
  q: 'cite',
  source: 'media src srcset type',
  td: 'colspan rowspan',
  th: 'colspan rowspan scope',
  time: 'datetime',
  video: 'controls height poster src width',
};

const ELEMENTS = words(
  'a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr',
);

/**
 * The elements of an article, and the attributes that each may have. None of them runs, styles or submits anything,
 * or makes a browser read what it holds as something else than HTML.
 */
export const ALLOWED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ELEMENTS.map((name) => [name, new Set([...EVERYWHERE, ...words(OWN[name] ?? 'title')])]),
);

/** Attributes that are there or not, whatever their value. */
export const BOOLEAN: ReadonlySet<string> = new Set(words('controls open reversed'));

/** Elements that go with all that they hold. (Those of the others that hold no markup are read as empty.) */
export const DROPPED: ReadonlySet<string> = new Set(words('datalist math select svg template'));
