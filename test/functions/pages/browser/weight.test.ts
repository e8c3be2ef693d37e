import { gzipSync } from 'node:zlib';
import { type ScriptName, scriptOf } from '../../../../functions/pages/script';

describe('what browsers run', () => {
  it.each<[ScriptName, number]>([
    ['reading', 6 * 1024],
    ['offline', 2 * 1024],
  ])('is light: %s', (name, most) => {
    const { length } = gzipSync(scriptOf(name).text);
    expect(length).toBeLessThanOrEqual(most);
  });

  it.each<ScriptName>(['reading', 'offline', 'account', 'admin'])('makes no elements of text: %s', (name) => {
    expect(scriptOf(name).text).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/,
    );
  });
});
