import { ownUrl } from '../../../functions/http/own-url';

afterEach(() => {
  delete process.env['NEWSREEL_URL'];
});

it.each([
  ['https://news.example.org', 'https://news.example.org'],
  ['https://news.example.org/', 'https://news.example.org'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['', null],
  ['news.example.org', null],
  ['javascript:alert(1)', null],
])('%j is %j', (written, url) => {
  process.env['NEWSREEL_URL'] = written;
  expect(ownUrl()).toBe(url);
});

it('is null where nobody said', () => expect(ownUrl()).toBeNull());
