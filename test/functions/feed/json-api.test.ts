import { articles, read } from './json-answers';

describe('a public API', () => {
  it("such as Hacker News's search", () => {
    const answer = {
      exhaustive: { nbHits: false, typo: false },
      hits: [
        {
          _highlightResult: { title: { matchLevel: 'none', matchedWords: [], value: 'Tar &amp; feathers' } },
          _tags: ['story', 'author_brine', 'story_46013816'],
          author: 'brine',
          children: [46013999],
          created_at: '2026-11-22T18:04:11Z',
          created_at_i: 1795370651,
          num_comments: 12,
          objectID: '46013816',
          points: 88,
          story_id: 46013816,
          title: 'Show HN: A lighthouse <-> foghorn protocol',
          updated_at: '2026-11-22T18:20:00Z',
          url: 'https://fog.example/protocol',
        },
        {
          _tags: ['story', 'author_quay', 'story_46013700', 'ask_hn'],
          author: 'quay',
          created_at: '2026-11-22T17:00:00Z',
          created_at_i: 1795366800,
          num_comments: 3,
          objectID: '46013700',
          points: 4,
          story_text: 'I&#x27;ve moored <i>two</i> boats.<p>Which one floats?',
          title: 'Ask HN: How do you moor a boat?',
          url: null,
        },
      ],
      hitsPerPage: 20,
      nbHits: 1000,
      page: 0,
      params: 'tags=story&advancedSyntax=true',
      processingTimeMS: 4,
    };
    const map = {
      items: 'hits',
      id: 'objectID',
      title: 'title',
      url: 'url',
      content: 'story_text',
      publishedAt: 'created_at',
      author: 'author',
      categories: '_tags',
    };
    expect(articles(answer, map)).toEqual([
      {
        identity: '46013816',
        publishedAt: Date.UTC(2026, 10, 22, 18, 4, 11),
        title: 'Show HN: A lighthouse <-> foghorn protocol',
        url: 'https://fog.example/protocol',
        summary: '',
        content: null,
        author: 'brine',
        categories: ['story', 'author_brine', 'story_46013816'],
        image: null,
      },
      {
        identity: '46013700',
        publishedAt: Date.UTC(2026, 10, 22, 17),
        title: 'Ask HN: How do you moor a boat?',
        url: null,
        summary: "I've moored two boats. Which one floats?",
        content: null,
        author: 'quay',
        categories: ['story', 'author_quay', 'story_46013700', 'ask_hn'],
        image: null,
      },
    ]);
    expect(read(answer, map)).toMatchObject({ title: null, homepage: null, degraded: false });
  });

  it("such as GitHub's releases, whose answer is the list", () => {
    const answer = [
      {
        url: 'https://api.github.com/repos/lantern/port/releases/190',
        html_url: 'https://github.com/lantern/port/releases/tag/v2.0.0',
        id: 190,
        author: { login: 'wick', id: 7, type: 'User' },
        tag_name: 'v2.0.0',
        name: '2.0.0 <Map> & friends',
        draft: false,
        prerelease: false,
        created_at: '2026-11-20T09:00:00Z',
        published_at: '2026-11-20T09:30:00Z',
        assets: [],
        body: '## Changed\r\n* `Array<T>` is gone',
      },
      {
        html_url: 'https://github.com/lantern/port/releases/tag/v1.9.0',
        id: 189,
        author: { login: 'wick', id: 7, type: 'User' },
        tag_name: 'v1.9.0',
        name: null,
        published_at: '2026-10-20T09:30:00Z',
        body: 'Small things.',
      },
    ];
    const map = {
      id: 'id',
      title: 'name',
      url: 'html_url',
      summary: 'body',
      publishedAt: 'published_at',
      author: 'author.login',
    };
    expect(articles(answer, map)).toMatchObject([
      {
        identity: '190',
        publishedAt: Date.UTC(2026, 10, 20, 9, 30),
        title: '2.0.0 <Map> & friends',
        url: 'https://github.com/lantern/port/releases/tag/v2.0.0',
        author: 'wick',
      },
      { identity: '189', title: 'Small things.', summary: 'Small things.' },
    ]);
    expect(articles(answer, { ...map, items: '' })).toEqual(articles(answer, map));
  });

  it("such as the Guardian's", () => {
    const answer = {
      response: {
        status: 'ok',
        userTier: 'developer',
        total: 2,
        results: [
          {
            id: 'world/2026/nov/22/fog-bell',
            type: 'article',
            sectionName: 'World news',
            webPublicationDate: '2026-11-22T21:15:30Z',
            webTitle: 'Harbour keeps its fog bell',
            webUrl: 'https://www.guardian.example/world/2026/nov/22/fog-bell',
            fields: {
              trailText: 'Council votes <strong>nine to four</strong>',
              thumbnail: 'https://media.guardian.example/bell/500.jpg',
            },
            tags: [
              { id: 'profile/marsh', type: 'contributor', webTitle: 'Ottoline Marsh' },
              { id: 'profile/reed', type: 'contributor', webTitle: 'Jon Reed' },
            ],
          },
        ],
      },
    };
    const map = {
      items: 'response.results',
      id: 'id',
      title: 'webTitle',
      url: 'webUrl',
      summary: 'fields.trailText',
      publishedAt: 'webPublicationDate',
      author: 'tags.webTitle',
      categories: 'sectionName',
      image: 'fields.thumbnail',
    };
    expect(articles(answer, map)).toEqual([
      {
        identity: 'world/2026/nov/22/fog-bell',
        publishedAt: Date.UTC(2026, 10, 22, 21, 15, 30),
        title: 'Harbour keeps its fog bell',
        url: 'https://www.guardian.example/world/2026/nov/22/fog-bell',
        summary: 'Council votes nine to four',
        content: null,
        author: 'Ottoline Marsh, Jon Reed',
        categories: ['World news'],
        image: 'https://media.guardian.example/bell/500.jpg',
      },
    ]);
  });

  it('that escapes its markup, as Reddit does', () => {
    const answer = {
      kind: 'Listing',
      data: {
        after: 't3_1abc',
        children: [
          {
            kind: 't3',
            data: {
              name: 't3_1abd',
              title: 'Fog &amp; bells',
              permalink: '/r/harbour/comments/1abd/fog_bells/',
              selftext_html:
                '&lt;!-- SC_OFF --&gt;&lt;div class="md"&gt;&lt;p&gt;They &lt;a href="/r/x"&gt;ring&lt;/a&gt;&lt;/p&gt;&lt;/div&gt;',
              created_utc: 1795370651.0,
              author: 'wick',
            },
          },
        ],
      },
    };
    const map = {
      items: 'data.children',
      id: 'data.name',
      title: 'data.title',
      url: 'data.permalink',
      content: 'data.selftext_html',
      publishedAt: 'data.created_utc',
      author: 'data.author',
    };
    expect(articles(answer, map)).toMatchObject([
      {
        identity: 't3_1abd',
        publishedAt: 1_795_370_651_000,
        title: 'Fog & bells',
        url: 'https://api.example/r/harbour/comments/1abd/fog_bells/',
        summary: 'They ring',
        content:
          '<div><p>They <a href="https://api.example/r/x" rel="noopener noreferrer nofollow">ring</a></p></div>',
      },
    ]);
  });

  it('that counts seconds', () => {
    const answer = {
      items: [
        {
          by: 'dhouston',
          id: 8863,
          time: 1175714200,
          title: 'My YC app',
          type: 'story',
          url: 'http://a.example/',
        },
        { by: 'sam', id: 8864, time: 1175714201, title: 'Text', type: 'story', text: 'Some <b>words</b>' },
      ],
    };
    const map = { items: 'items', id: 'id', title: 'title', url: 'url', publishedAt: 'time', author: 'by' };
    expect(articles(answer, map)).toMatchObject([
      { identity: '8863', publishedAt: 1_175_714_200_000, author: 'dhouston', url: 'http://a.example/' },
      { identity: '8864', publishedAt: 1_175_714_201_000, author: 'sam', url: null },
    ]);
  });
});
