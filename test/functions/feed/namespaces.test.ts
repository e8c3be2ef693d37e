import { Names } from '../../../functions/feed/namespaces';

const DC = 'http://purl.org/dc/elements/1.1/';

describe('the name of an element', () => {
  it.each([
    ['in capitals', '', 'rss', 'PubDate', '', 'pubdate'],
    ['with its usual prefix', `xmlns:dc="${DC}"`, 'rss', 'dc:Creator', '', 'dc:creator'],
    ['with another prefix', `xmlns:d='${DC}'`, 'rss', 'd:creator', '', 'dc:creator'],
    ['with a prefix that is not declared', '', 'rss', 'dc:creator', '', 'dc:creator'],
    [
      'with a prefix that is declared as nothing known',
      'xmlns:dc="http://x.example/"',
      'rss',
      'dc:creator',
      '',
      'dc:creator',
    ],
    [
      'in a namespace written otherwise',
      'xmlns:m="https://SEARCH.yahoo.com/mrss"',
      'rss',
      'm:group',
      '',
      'media:group',
    ],
    ['in a namespace of its own', '', 'rss', 'creator', ` xmlns="${DC}"`, 'dc:creator'],
    ['in an unknown namespace of its own', '', 'rss', 'creator', ' xmlns="http://x.example/"', 'creator'],
    ['of another namespace', 'xmlns:x="http://x.example/"', 'rss', 'x:title', '', 'x:title'],
    [
      'with the prefix of the root',
      'xmlns:r="http://backend.userland.com/rss2"',
      'r:rss',
      'r:item',
      '',
      'item',
    ],
    [
      'with the prefix of a root of nothing known',
      'xmlns:r="http://x.example/"',
      'r:rss',
      'r:item',
      '',
      'item',
    ],
    ['of Atom in Atom', 'xmlns:a="http://www.w3.org/2005/Atom"', 'a:feed', 'a:entry', '', 'entry'],
    ['of Atom in RSS', 'xmlns:a="http://www.w3.org/2005/Atom"', 'rss', 'a:link', '', 'atom:link'],
    ['of RSS 1.0 with a prefix', 'xmlns:rss="http://purl.org/rss/1.0/"', 'rdf:RDF', 'rss:item', '', 'item'],
    [
      'of RDF',
      'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
      'rdf:RDF',
      'rdf:RDF',
      '',
      'rdf:rdf',
    ],
    ['that JavaScript has itself', '', 'rss', '__proto__', '', '__proto__'],
  ])('%s', (_, declarations, root, written, attributes, name) => {
    expect(new Names(`<${root} ${declarations}>`, root).canonical(written, attributes)).toBe(name);
  });
});
