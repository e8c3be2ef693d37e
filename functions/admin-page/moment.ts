import { html } from 'hono/html';
import type { Html } from '../pages/html';

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** A moment, such as `23 Nov, 08:30 UTC`; the page's script shows it as the browser's time zone has it. @param at ISO 8601 */
export function moment(at: string): Html {
  const parts = new Map(FORMAT.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const [day, month, hour, minute] = (['day', 'month', 'hour', 'minute'] as const).map((part) =>
    parts.get(part),
  );
  return html`<time datetime="${at.slice(0, 16)}Z">${day} ${month}, ${hour}:${minute} UTC</time>`;
}
