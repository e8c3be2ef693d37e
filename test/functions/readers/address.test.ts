import * as fc from 'fast-check';
import { parseAddress, readerOf } from '../../../functions/readers/address';

describe('an address', () => {
  test.each([
    ['ada@example.org', 'ada@example.org'],
    ['  Ada.Lovelace+news@Example.ORG ', 'ada.lovelace+news@example.org'],
    ["o'brien_{x}@mail.example.co.uk", "o'brien_{x}@mail.example.co.uk"],
    ['a@münchen.de', 'a@xn--mnchen-3ya.de'],
    ['a@例え。jp', 'a@xn--r8jz45g.jp'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('%j is %s', (typed, address) => {
    expect(parseAddress(typed)).toBe(address);
  });

  test.each([
    '',
    '@',
    'ada',
    'ada@',
    '@example.org',
    'ada@localhost',
    'jos\u00e9@example.org',
    'jos\u0065\u0301@example.org',
    'ada@example',
    'ada@example.org.',
    'ada@-example.org',
    'ada@example..org',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    '.ada@example.org',
    'ada..l@example.org',
    '"ada"@example.org',
    'ada l@example.org',
    'ada@example.org, eve@example.org',
    'ada@example.org;eve@example.org',
    'eve@example.org\r\nBcc: ada@example.org',
    'ada@example.org\r\nBcc: eve',
    'ada@exam\nple.org',
    'ada@exam\tple.org',
    'ada\u0000@example.org',
    'Ada <ada@example.org>',
    'ada@example.org/path',
    'ada@example.org?cc=eve',
    'ada@example.org#eve',
    'ada@example.org\\eve',
    'ada@ex%61mple.org',
    'ada@example.org:25',
    'ada@ex\u00adample.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.org`,
  ])('%j is none', (typed) => {
    expect(parseAddress(typed)).toBeNull();
  });

  test('is read as itself again, and can hold nothing that ends a header', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'grapheme' }).map((s) => `${s}@a.org`),
        ),
        (typed) => {
          const address = parseAddress(typed);
          if (address === null) return;
          expect(parseAddress(address)).toBe(address);
          expect(address).not.toMatch(/[\s\p{C}<>(),;:"]/u);
        },
      ),
    );
  });

  test('is one reader, whatever its spelling', () => {
    const one = parseAddress('Ada@Example.org');
    const other = parseAddress('ada@example.ORG ');
    if (one === null || other === null) throw new Error('These are addresses');
    expect(readerOf(one)).toBe(readerOf(other));
    expect(readerOf(one)).toMatch(/^[\w-]{27}$/);
  });
});
