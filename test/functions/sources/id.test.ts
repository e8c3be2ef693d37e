import { idMaker } from '../../../functions/sources/id';

describe('an id made from a host', () => {
  it.each([
    ['https://www.theguardian.com/world/rss', 'theguardian-com'],
    ['http://127.0.0.1:8080/feed', '127-0-0-1'],
    ['http://[::1]/feed', '1'],
    ['https://münchen.de/', 'xn-mnchen-3ya-de'],
  ])('%s: %s', (url, id) => {
    expect(idMaker([])(url)).toBe(id);
  });

  it('is numbered where it is taken', () => {
    const makeId = idMaker(['example-com', 'example-com-2', 'example-com-4']);
    const made = [1, 2, 3].map(() => makeId('https://example.com/'));
    expect(made).toEqual(['example-com-3', 'example-com-5', 'example-com-6']);
  });

  it('is never too long', () => {
    const makeId = idMaker([]);
    const url = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/`;
    const made = Array.from({ length: 12 }, () => makeId(url));
    expect(new Set(made).size).toBe(12);
    for (const id of made) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
  });
});
