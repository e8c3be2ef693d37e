/** Of the small pages: one column, the system's own font, light or dark as the reader has it. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1c1b1a;
  --quiet: #67625b;
  --paper: #faf9f7;
  --line: #dedad4;
  --accent: #1d4e89;
  --on-accent: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ece9e4;
    --quiet: #a8a29a;
    --paper: #171614;
    --line: #3a3733;
    --accent: #9cc4f5;
    --on-accent: #10233a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.6 system-ui, sans-serif;
}
header, main { max-width: 34rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
header a { color: var(--quiet); text-decoration: none; letter-spacing: 0.02em; }
main { padding-bottom: 4rem; }
h1 { margin: 1.5rem 0 1rem; font-size: 1.75rem; line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.125rem; }
p { margin: 0 0 1rem; overflow-wrap: break-word; }
a { color: var(--accent); }
form { margin: 1.5rem 0; }
label { display: block; margin-bottom: 0.375rem; font-weight: 600; }
input, button { font: inherit; border-radius: 0.5rem; padding: 0.625rem 0.875rem; }
input { width: 100%; margin-bottom: 0.875rem; border: 1px solid var(--line); background: transparent; color: inherit; }
button { border: 0; background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer; }
button.quiet { border: 1px solid var(--line); background: transparent; color: var(--ink); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.quiet-text { color: var(--quiet); font-size: 0.9375rem; }
`;
