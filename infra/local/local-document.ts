import { html } from 'hono/html';

/** What `html` makes: values inside are escaped. */
type Html = ReturnType<typeof html>;

/** A page that shows mail, as whoever works on Newsreel sees it. */
export const localDocument = (title: string, content: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; }
h1, h2 { font-family: Georgia, serif; font-weight: normal; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 1.3rem; }
article { margin-top: 3rem; }
nav { display: flex; gap: 1rem; margin-top: 2rem; }
li { margin: .5rem 0; overflow-wrap: anywhere; }
.facts { margin: .25rem 0 1rem; opacity: .75; overflow-wrap: anywhere; }
iframe { width: 100%; height: 36rem; border: 1px solid #8886; border-radius: 8px; resize: vertical; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`.toString();
