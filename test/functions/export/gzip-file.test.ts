import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { GzipFile } from '../../../functions/export/gzip-file';
import { character } from '../../character';

function packAll(texts: string[], level: number): Buffer {
  const file = new GzipFile();
  for (const text of texts) file.add(GzipFile.pack(text, level));
  return file.whole().gzip;
}

it('is one member with all texts in their order, and its checksum and length are right', () => {
  const text = fc.oneof(
    fc.string({ unit: character, maxLength: 300 }),
    fc.constantFrom('', 'a'.repeat(70_000), '東京'),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (texts, level) => {
      const file = packAll(texts, level);
      // Throws where the checksum or the length is wrong.
      expect(gunzipSync(file).equals(Buffer.from(texts.join('')))).toBe(true);
      // A second member would begin with these.
      expect(gunzipSync(Buffer.concat([file, packAll(['|more'], level)])).toString('utf8')).toBe(
        `${Buffer.from(texts.join('')).toString('utf8')}|more`,
      );
    }),
  );
});

it('leaves out what was packed and not added', () => {
  const file = new GzipFile();
  file.add(GzipFile.pack('one ', 1));
  GzipFile.pack('two ', 1);
  file.add(GzipFile.pack('three', 1));
  expect(gunzipSync(file.whole().gzip).toString()).toBe('one three');
});

it('is read by whoever reads a stream of one member', async () => {
  const text = 'a story of some length '.repeat(20_000);
  const stream = new Blob([packAll([text.slice(0, 99_999), text.slice(99_999)], 1)]).stream();
  expect(await new Response(stream.pipeThrough(new DecompressionStream('gzip'))).text()).toBe(text);
});
