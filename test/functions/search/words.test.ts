import fc from 'fast-check';
import { wordsOf } from '../../../functions/search/words';

describe('words', () => {
  it.each([
    ['Hello, World-wide 2026!', ['hello', 'world', 'wide', '2026']],
    ['Résumé naïve ÅNGSTRÖM', ['resume', 'naive', 'angstrom']],
    ['Ελλάδα Ἀθῆναι', ['ελλαδα', 'αθηναι']],
    ['Привет, Мир ёлка', ['привет', 'мир', 'елка']],
    ['½ ㎏ ﬁne', ['1', '2', 'kg', 'fine']],
    ["l'été d'Anaïs", ['l', 'ete', 'd', 'anais']],
    ['שָׁלוֹם', ['שלום']],
    ['snake_case foo.bar', ['snake', 'case', 'foo', 'bar']],
    ['', []],
    ['–—…!', []],
  ])('of %p', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are the same alone and in a text', () => {
    for (const text of ['ΟΔΟΣ’ΑΒ', 'ΟΔΟΣ.ΑΒ', 'οδος', 'ΟΔΟΣ 東京']) {
      expect(wordsOf(text)).toEqual(expect.arrayContaining(wordsOf('ΟΔΟΣ')));
    }
  });

  it('cuts text without spaces into its own words', () => {
    expect(wordsOf('東京で新製品iPhone15を発表')).toEqual(expect.arrayContaining(['東京', '発表']));
    expect(wordsOf('我们在北京看新闻')).toEqual(expect.arrayContaining(['北京', '新闻']));
    expect(wordsOf('ภาษาไทยง่าย').length).toBeGreaterThan(1);
  });

  it('are folded runs of letters and digits wherever words are spaced', () => {
    const spaced = fc.string({
      unit: fc.constantFrom(...'aÀéß9ΣςЖё٣क़ 한글-_.,"\u0301\u00bd\ufb01'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(spaced, (text) => {
        const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
        // Of a capital sigma that ends a word another letter becomes than of one within.
        const words = folded.replaceAll('ς', 'σ').match(/[\p{L}\p{N}]+/gu) ?? [];
        expect(wordsOf(text)).toEqual(words);
      }),
    );
  });

  it('are their own words, so that what is found can be searched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        for (const word of wordsOf(text)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
    );
  });
});
