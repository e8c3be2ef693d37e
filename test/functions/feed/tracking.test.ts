import { isTrackingPixel, withoutTracking } from '../../../functions/feed/tracking';

it.each([
  ['https://a.example/x', 'https://a.example/x'],
  ['https://a.example/x?id=1', 'https://a.example/x?id=1'],
  ['https://a.example/x?utm_source=rss&utm_medium=feed', 'https://a.example/x'],
  ['https://a.example/x?id=1&utm_source=rss&b=%20', 'https://a.example/x?id=1&b=%20'],
  ['https://a.example/x?UTM_Source=rss#part', 'https://a.example/x#part'],
  ['https://a.example/x?fbclid=1&gclid=2&id=3', 'https://a.example/x?id=3'],
  ['https://a.example/x?mc_cid=1&mc_eid=2&amp;msclkid=3', 'https://a.example/x'],
  ['https://a.example/x?pk_campaign=feed&mtm_source=rss&igshid=1', 'https://a.example/x'],
  ['https://a.example/x#utm_source=rss', 'https://a.example/x'],
  ['https://a.example/x?utm_source=rss#utm_source', 'https://a.example/x#utm_source'],
  ['https://a.example/x?source=utm&ref=rss&id=gclid', 'https://a.example/x?source=utm&ref=rss&id=gclid'],
  ['https://a.example/utm_source=rss', 'https://a.example/utm_source=rss'],
  ['https://a.example/?q=utm_source', 'https://a.example/?q=utm_source'],
])('takes the tracking out of %s', (url, expected) => {
  expect(withoutTracking(url)).toBe(expected);
});

it.each([
  { src: 'https://a.example/x.gif', width: '1', height: '1' },
  { src: 'https://a.example/x.gif', width: '0' },
  { src: 'https://a.example/x.gif', height: '1px' },
  { src: 'http://feeds.feedburner.com/~r/news/~4/abc' },
  { src: 'https://feeds.news.example/~r/news/~4/abc' },
  { src: 'http://da.feedsportal.com/r/1/rc.img' },
  { src: 'https://pixel.wp.com/b.gif?x=1' },
  { src: 'https://medium.com/_/stat?event=post.clientViewed' },
  { src: 'https://stats.a.example/matomo.php?idsite=1&rec=1' },
  { src: 'https://www.facebook.com/tr?id=1' },
  { src: 'https://ad.doubleclick.net/ad/x;sz=1x1' },
  { src: 'https://a.example/x.gif', style: 'width:1px;height: 1px !important' },
  { src: 'https://a.example/x.gif', style: 'display: none' },
])('$src is a tracking pixel', (image) => {
  expect(isTrackingPixel(image)).toBe(true);
});

it.each([
  { src: 'https://a.example/x.gif' },
  { src: 'https://a.example/x.gif', width: '640', height: '480' },
  { src: 'https://a.example/line.gif', width: '500', height: '1' },
  { src: 'https://a.example/x.gif', width: '100%', height: '1' },
  { src: 'https://a.example/~robert/x.gif' },
  { src: 'https://a.example/x.gif', style: 'border-width:1px; width: 100px; height: 1px' },
  { src: 'https://a.example/x.gif', style: 'width: 100%; max-width: 1px' },
  { src: 'https://notdoubleclick.net.example/x.gif' },
])('$src is a picture', (image) => {
  expect(isTrackingPixel(image)).toBe(false);
});
