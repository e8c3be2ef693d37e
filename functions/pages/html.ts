import type { html } from 'hono/html';

/** What `html` makes: values inside are escaped. */
export type Html = ReturnType<typeof html>;
