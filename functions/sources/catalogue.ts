import type { SourceSettings } from './settings';

/** What a new table begins with: long-lived feeds of several languages and subjects, for a start to look around. */
export const CATALOGUE: readonly SourceSettings[] = [
  { id: 'hackernews', url: 'https://news.ycombinator.com/rss', title: 'Hacker News' },
  { id: 'lobsters', url: 'https://lobste.rs/rss', title: 'Lobsters' },
  { id: 'ars-technica', url: 'https://feeds.arstechnica.com/arstechnica/index', title: 'Ars Technica' },
  { id: 'bbc-world', url: 'https://feeds.bbci.co.uk/news/world/rss.xml', title: 'BBC News: World' },
  { id: 'guardian-world', url: 'https://www.theguardian.com/world/rss', title: 'The Guardian: World' },
  { id: 'tagesschau', url: 'https://www.tagesschau.de/index~rss2.xml', title: 'tagesschau.de' },
  { id: 'heise', url: 'https://www.heise.de/rss/heise-atom.xml', title: 'heise online' },
  { id: 'le-monde', url: 'https://www.lemonde.fr/rss/une.xml', title: 'Le Monde' },
  {
    id: 'el-pais',
    url: 'https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/portada',
    title: 'El País',
  },
  { id: 'asahi', url: 'https://www.asahi.com/rss/asahi/newsheadlines.rdf', title: '朝日新聞デジタル' },
  { id: 'nature', url: 'https://www.nature.com/nature.rss', title: 'Nature' },
  { id: 'nasa', url: 'https://www.nasa.gov/feed/', title: 'NASA' },
  { id: 'quanta', url: 'https://www.quantamagazine.org/feed/', title: 'Quanta Magazine' },
  {
    id: 'aws-news',
    url: 'https://aws.amazon.com/about-aws/whats-new/recent/feed/',
    title: "AWS: What's New",
  },
  { id: 'xkcd', url: 'https://xkcd.com/atom.xml', title: 'xkcd' },
];
