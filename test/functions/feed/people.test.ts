import { Names } from '../../../functions/feed/namespaces';
import { namesOf } from '../../../functions/feed/people';

it.each([
  ['Jane Doe', 'Jane Doe'],
  ['jane@a.example (Jane Doe)', 'Jane Doe'],
  ['Jane Doe &lt;jane@a.example&gt;', 'Jane Doe'],
  ['Jane Doe (jane@a.example)', 'Jane Doe'],
  ['jane@a.example', 'jane@a.example'],
  ['mailto:jane@a.example', 'jane@a.example'],
  ['mailto:jane@a.example (Jane)', 'Jane'],
  ['jane@a.example [Jane]', 'Jane'],
  ['jane@a.example Jane Doe', 'Jane Doe'],
  ['<name>Jane</name><email>jane@a.example</email>', 'Jane'],
  ['<email>jane@a.example</email>', 'jane@a.example'],
  ['<![CDATA[Jane &amp; Joe]]>', 'Jane &amp; Joe'],
  ['Jane (of the Times)', 'Jane (of the Times)'],
  ['', undefined],
])('%s is by %s', (inner, name) => {
  const person = { name: 'author', attributes: '', inner };
  expect(namesOf([person], new Names('', 'rss'))).toEqual(name === undefined ? [] : [name]);
});
