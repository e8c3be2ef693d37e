import { html } from 'hono/html';
import type { Article } from '../article/article';
import type { Html } from '../pages/html';
import { entry, type Telling } from './entry';

/** Articles below their days, in the order that they come in. */
export const articleList = (articles: readonly Article[], telling: Telling): Html =>
  html`${byDay(articles, telling).map(
    ({ day, name, articles: those }) => html`<section class="day" data-day="${day}">
<h2>${name}</h2>
<ol class="articles">
${those.map((article) => entry(article, telling))}</ol>
</section>
`,
  )}`;

interface Day {
  /** `2026-11-23` */
  day: string;
  name: string;
  articles: Article[];
}

function byDay(articles: readonly Article[], { calendar }: Telling): Day[] {
  const days: Day[] = [];
  for (const article of articles) {
    const moment = new Date(article.publishedAt);
    const day = calendar.dayOf(moment);
    const last = days.at(-1);
    if (last?.day === day) last.articles.push(article);
    else days.push({ day, name: calendar.nameOf(moment), articles: [article] });
  }
  return days;
}
