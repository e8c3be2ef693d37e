import fc from 'fast-check';
import { parseLinkHeader } from '../../../functions/discovery/link-header';
import { cpuMs } from '../../cpu-time';

const read = (header: string) =>
  parseLinkHeader(header).map(({ target, parameters }) => [target, Object.fromEntries(parameters)]);

describe('a Link header', () => {
  it.each<[string, unknown[]]>([
    ['', []],
    [
      '</feed>; rel="alternate"; type="application/rss+xml"; title="News, and \\"more\\"; all"',
      [['/feed', { rel: 'alternate', type: 'application/rss+xml', title: 'News, and "more"; all' }]],
    ],
    [
      '<a>;REL=x;rel=y, , <b> ; rel = "z" ;crossorigin',
      [
        ['a', { rel: 'x' }],
        ['b', { rel: 'z', crossorigin: '' }],
      ],
    ],
    [
      '< /a,b >;rel=x,</c>',
      [
        ['/a,b', { rel: 'x' }],
        ['/c', {}],
      ],
    ],
    ["<a>; title*=UTF-8''x", [['a', { 'title*': "UTF-8''x" }]]],
    ['nothing', []],
    ['<a>; rel="unclosed, <b>', [['a', { rel: '' }]]],
  ])('%s', (header, links) => {
    expect(read(header)).toEqual(links);
  });

  it('of any kind is read in a moment', () => {
    fc.assert(fc.property(fc.string(), (header) => Array.isArray(parseLinkHeader(header))));
    for (const part of ['<', '<a>;', '<a>;a="', '<a>; a=b;', ' ,', '<a>,', '\\"']) {
      const start = cpuMs();
      parseLinkHeader(part.repeat(64_000 / part.length));
      expect(cpuMs() - start).toBeLessThan(10_000);
    }
  });
});
