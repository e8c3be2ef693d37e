import { pictureOf } from '../../../functions/feed/image';

const BASE = 'https://news.example/blog/';

describe('the picture of an entry', () => {
  it.each([
    [
      'the first that its feed names',
      ['/a.jpg', '/b.jpg'],
      '<img src="https://c.example/c.jpg" />',
      'https://news.example/a.jpg',
    ],
    ['not a tracking one', ['https://pixel.wp.com/b.gif', 'b.jpg'], null, 'https://news.example/blog/b.jpg'],
    ['not what has no address', ['data:image/png;base64,AA', 'javascript:x'], null, null],
    [
      'else the first in its content',
      [],
      '<p>a</p><img src="https://c.example/c.jpg" alt="c" /><img src="https://c.example/d.jpg" />',
      'https://c.example/c.jpg',
    ],
    [
      'of its escaped address',
      [],
      '<img src="https://c.example/c.jpg?a=1&amp;b=2" />',
      'https://c.example/c.jpg?a=1&b=2',
    ],
    [
      'large enough',
      [],
      '<img src="https://c.example/i.png" width="16" height="16" /><img src="https://c.example/c.jpg" width="100%" height="400" />',
      'https://c.example/c.jpg',
    ],
    [
      'not an author or a smiley',
      [],
      '<img src="https://secure.gravatar.com/avatar/1" /><img src="https://s.w.org/images/core/emoji/1.png" />',
      null,
    ],
    [
      'of an image alone',
      [],
      '<a href="https://c.example/x" title="&lt;img src=&quot;y.jpg&quot;&gt;">a</a>',
      null,
    ],
    ['none where there is none', [], null, null],
  ])('is %s', (_, named, content, expected) => {
    expect(pictureOf(named, content, BASE)).toBe(expected);
  });
});
