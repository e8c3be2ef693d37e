import fc from 'fast-check';
import sanitizeHtml from 'sanitize-html';
import { ALLOWED } from '../../../functions/feed/allow-list';
import { sanitise } from '../../../functions/feed/sanitise';
import { character } from '../../character';

/** What another sanitiser, with the same allow list, leaves of some HTML: all of it, where it is clean and balanced. */
function judged(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [...ALLOWED.keys()],
    allowedAttributes: Object.fromEntries([...ALLOWED].map(([name, attributes]) => [name, [...attributes]])),
    allowedSchemes: ['http', 'https'],
    allowedSchemesByTag: { a: ['http', 'https', 'mailto'] },
    allowProtocolRelative: false,
    selfClosing: ['br', 'col', 'hr', 'img', 'source', 'wbr'],
  });
}

// The other one ends a thead where a td begins, which no browser does.
const NAMES = [
  ...[...ALLOWED.keys()].filter((each) => each !== 'thead'),
  ...'script style iframe svg math template title textarea noscript xmp plaintext select option object form input font'.split(
    ' ',
  ),
];

const name = fc.constantFrom(...NAMES);
const value = fc.oneof(
  fc.constantFrom(
    'https://a.example/x?a=1&amp;b=2',
    '/y z',
    '#n',
    'javascript:alert(1)',
    'java&Tab;script&colon;alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    'a.png 1x, b.png 2x',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const attribute = fc
  .tuple(
    fc.constantFrom(
      ...'href src srcset title alt cite style onclick class id poster controls open width data-src'.split(
        ' ',
      ),
    ),
    fc.constantFrom('"', "'", ''),
    value,
  )
  .map(([attributeName, quote, text]) => ` ${attributeName}=${quote}${text}${quote}`);
const tag = fc
  .tuple(name, fc.array(attribute, { maxLength: 3 }), fc.constantFrom('>', '/>', ' >', ''))
  .map(([tagName, attributes, end]) => `<${tagName}${attributes.join('')}${end}`);
const piece = fc.oneof(
  { weight: 4, arbitrary: tag },
  { weight: 2, arbitrary: name.map((tagName) => `</${tagName}>`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'text',
      ' ',
      '<',
      '>',
      '"',
      '&',
      '&lt;',
      '&#60;script>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x',
    ),
  },
  fc.string({ unit: character, maxLength: 8 }),
);

describe('what sanitise writes', () => {
  it('is all clean to another sanitiser', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const html = sanitise(pieces.join(''), 'https://news.example/', 'https://news.example/post');
        expect(judged(html)).toBe(html);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what it was, where it was clean', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const html = sanitise(pieces.join(''), 'https://news.example/', 'https://news.example/post');
        expect(sanitise(html, 'https://other.example/', 'https://other.example/')).toBe(html);
      }),
      { numRuns: 1_000 },
    );
  });
});

it('the other sanitiser sees what is not clean', () => {
  const dirty = '<p onclick="x">a<script>b</script></p>';
  expect(judged(dirty)).not.toBe(dirty);
});
