import fc from 'fast-check';
import { cut } from '../../../functions/text/cut';

describe('cutting', () => {
  it.each([
    ['short enough', 12, 'short enough'],
    ['a few words more', 12, 'a few words…'],
    ['a few words more', 13, 'a few words…'],
    ['a few wordsmore', 10, 'a few…'],
    ['一二三四五六七八九十', 5, '一二三四…'],
    ['👍👍👍👍', 6, '👍👍…'],
    ['👍👍👍👍', 7, '👍👍👍…'],
    ['👩‍👩‍👧👩‍👩‍👧', 12, '👩‍👩‍👧…'],
    ['e\u0301e\u0301e\u0301', 5, 'e\u0301e\u0301…'],
    ['a very-long-word-without-end', 12, 'a very-long…'],
    [`e${'\u0301'.repeat(500)}`, 100, `e${'\u0301'.repeat(98)}…`],
  ])('%s to %i', (text, limit, expected) => {
    expect(cut(text, limit)).toBe(expected);
  });

  it('never makes more than it may, nor half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 50 }), (text, limit) => {
        const short = cut(text, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short).not.toMatch(/\p{Surrogate}/u);
        expect(text.startsWith(short === text ? text : short.slice(0, -1))).toBe(true);
        expect(short === text || short.endsWith('…')).toBe(true);
      }),
    );
  });
});
