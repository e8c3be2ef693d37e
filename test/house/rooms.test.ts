import path from 'node:path';
import { filesBelow, importsOf } from './source-files';

/** The rooms of `functions/` that each names. */
const rooms = new Map<string, Set<string>>();
for (const file of filesBelow('functions')) {
  const room = path.dirname(file);
  const named = rooms.get(room) ?? new Set();
  for (const imported of importsOf(file)) {
    if (path.dirname(imported) !== room) named.add(path.dirname(imported));
  }
  rooms.set(room, named);
}

/** A way from a room back to itself; null where there is none. */
function circleOf(room: string): string[] | null {
  const ways = [[room]];
  const visited = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of rooms.get(way.at(-1) ?? '') ?? []) {
      if (next === room) return [...way, room];
      if (visited.has(next)) continue;
      visited.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

it('imports go one way between rooms, of types too', () => {
  expect(rooms.size).toBeGreaterThan(50);
  expect([...rooms.keys()].map(circleOf).filter((circle) => circle !== null)).toEqual([]);
});

it('what runs on AWS knows nothing of how it comes there', () => {
  const outside = filesBelow('functions').flatMap((file) =>
    importsOf(file)
      .filter((imported) => !imported.startsWith('functions/') && imported !== 'package.json')
      .map((imported) => `${file} imports ${imported}`),
  );
  expect(outside).toEqual([]);
});
