import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readJsonApi } from '../../../functions/feed/json-api';
import { parseSource, type SourceSettings } from '../../../functions/sources/settings';

const text = readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'sources.md'), 'utf8');
const examples = [...text.matchAll(/```json\n(.*?)```/gs)].map(
  ([, json = '']) => JSON.parse(json) as SourceSettings,
);

/** As the APIs answer, cut to one item and the fields that matter; what they leave empty is null here as there. */
const ANSWERS: Record<string, unknown> = {
  'hn-rss': {
    hits: [
      {
        _tags: ['story', 'author_somebody', 'story_41000000'],
        author: 'somebody',
        children: [41000001],
        created_at: '2026-11-22T10:15:00Z',
        created_at_i: 1795342500,
        num_comments: 3,
        objectID: '41000000',
        points: 12,
        story_id: 41000000,
        title: 'RSS is alive',
        updated_at: '2026-11-22T11:00:00Z',
        url: 'https://example.com/rss-is-alive',
      },
      {
        author: 'someone',
        created_at: '2026-11-22T09:15:00Z',
        objectID: '41000002',
        story_text: 'Which &lt;b&gt;reader&lt;/b&gt; do you use?',
        title: 'Ask HN: Which RSS reader?',
      },
    ],
    hitsPerPage: 20,
    nbHits: 2,
    page: 0,
    query: 'rss',
  },
  'node-releases': [
    {
      url: 'https://api.github.com/repos/nodejs/node/releases/1',
      html_url: 'https://github.com/nodejs/node/releases/tag/v24.1.0',
      id: 1,
      author: { login: 'somebody', id: 2 },
      tag_name: 'v24.1.0',
      name: '2026-11-20, Version 24.1.0 (Current)',
      draft: false,
      prerelease: false,
      created_at: '2026-11-20T11:00:00Z',
      published_at: '2026-11-20T12:00:00Z',
      assets: [],
      body: '### Notable Changes\n\n* one\n* two',
    },
  ],
};

describe('the examples of the documentation', () => {
  it.each(examples)('are sources: $url', (example) => {
    expect(parseSource(example)).toEqual(example);
  });

  it.each([
    [
      'hn-rss',
      [
        {
          title: 'RSS is alive',
          url: 'https://example.com/rss-is-alive',
          author: 'somebody',
          publishedAt: Date.parse('2026-11-22T10:15:00Z'),
        },
        { title: 'Ask HN: Which RSS reader?', url: null, summary: 'Which reader do you use?' },
      ],
    ],
    [
      'node-releases',
      [
        {
          title: '2026-11-20, Version 24.1.0 (Current)',
          url: 'https://github.com/nodejs/node/releases/tag/v24.1.0',
          author: 'somebody',
          summary: '### Notable Changes * one * two',
          publishedAt: Date.parse('2026-11-20T12:00:00Z'),
        },
      ],
    ],
  ])('read what the API says: %s', (id, articles) => {
    const { map, url } = examples.find((example) => example.id === id) ?? {};
    if (map === undefined || url === undefined) throw new Error(`There is no example ${id}`);
    const answer = Buffer.from(JSON.stringify(ANSWERS[id]));
    const { entries } = readJsonApi(answer, 'application/json', url, map);
    expect(entries.map(({ publishedAt, clean }) => ({ publishedAt, ...clean() }))).toMatchObject(articles);
  });
});
