/** Of every page: the system's own fonts, light or dark as the reader has it. Nothing is loaded for it. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1c1b1a;
  --quiet: #635e57;
  --paper: #faf9f7;
  --card: #fff;
  --line: #dedad4;
  --edge: #8a847b;
  --accent: #1d4e89;
  --on-accent: #fff;
  --good: #1c6b3c;
  --bad: #a3261b;
  --warn: #fdf3d8;
  --serif: 'Iowan Old Style', 'Palatino Linotype', Palatino, 'Source Serif 4', 'Noto Serif', Georgia, serif;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ece9e4;
    --quiet: #aaa49c;
    --paper: #171614;
    --card: #201e1b;
    --line: #3a3733;
    --edge: #857f76;
    --accent: #9cc4f5;
    --on-accent: #10233a;
    --good: #7fce9c;
    --bad: #f2a197;
    --warn: #3a3018;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--sans); }
.masthead, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
main { min-height: 60vh; padding-bottom: 4rem; }
main:not(.wide) > * { max-width: 36rem; }
main:focus { outline: none; }
.skip { position: absolute; left: -999rem; background: var(--paper); padding: 0.5rem 1rem; }
.skip:focus { left: 0.5rem; top: 0.5rem; z-index: 2; }
.masthead { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1.5rem; padding-top: 1.75rem; padding-bottom: 0.75rem; }
.brand { font: 700 1.375rem/1.3 var(--serif); letter-spacing: -0.01em; color: var(--ink); text-decoration: none; margin-inline-end: auto; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.125rem; }
.masthead nav a, footer a { color: var(--quiet); text-decoration: none; padding: 0.25rem 0; font-size: 0.9375rem; }
nav a:hover, .brand:hover { text-decoration: underline; text-underline-offset: 0.25em; }
nav a[aria-current] { color: var(--ink); font-weight: 600; }
footer { border-top: 1px solid var(--line); padding-top: 1rem; padding-bottom: 3rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; overflow-wrap: break-word; }
h1 { margin: 1.5rem 0 1rem; font: 700 clamp(1.625rem, 1.3rem + 1.6vw, 2.125rem)/1.2 var(--serif); letter-spacing: -0.015em; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.1875rem; }
h3 { margin: 1.75rem 0 0.5rem; font-size: 1.0625rem; }
p, ul, ol, dl, table, blockquote, pre, figure { margin: 0 0 1rem; }
p, li, dd, td { overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 0.15em; }
img, video, audio { max-width: 100%; height: auto; }
code, pre { font-family: ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace; font-size: 0.9em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.quiet-text { color: var(--quiet); font-size: 0.9375rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }

form { margin: 1.25rem 0; }
fieldset { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; font-weight: 600; }
label { display: block; margin-bottom: 0.375rem; font-weight: 600; }
label.choice { display: flex; gap: 0.625rem; align-items: baseline; font-weight: 400; padding: 0.25rem 0; }
.hint { display: block; color: var(--quiet); font-weight: 400; font-size: 0.9375rem; }
input, select, textarea, button, .button { font: inherit; border-radius: 0.5rem; padding: 0.5625rem 0.875rem; min-height: 3rem; }
input, select, textarea { width: 100%; margin-bottom: 1rem; border: 1px solid var(--edge); background: var(--card); color: inherit; }
input[type='checkbox'], input[type='radio'] { width: auto; min-height: 0; margin: 0; accent-color: var(--accent); }
button, .button { display: inline-block; border: 1px solid transparent; background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer; text-decoration: none; text-align: center; }
button:hover, .button:hover { filter: brightness(1.08); }
button.quiet, .button.quiet { border-color: var(--edge); background: transparent; color: var(--ink); }
button.danger { background: var(--bad); color: var(--paper); }
button[disabled] { opacity: 0.6; cursor: default; }
.row { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; }
.row > * { flex: 1 1 9rem; }
.row > button, .row > .button { flex: 0 0 auto; margin-bottom: 1rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; }
.actions form { margin: 0; }

.notice { margin: 1rem 0; padding: 0.75rem 1rem; border: 1px solid var(--line); border-inline-start: 4px solid var(--accent); border-radius: 0.375rem; background: var(--card); font-size: 0.9375rem; }
.notice.warning { border-inline-start-color: var(--bad); background: var(--warn); }
.notice > :last-child { margin-bottom: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 1rem; }
.card { padding: 1.25rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
.price { font: 700 1.75rem/1.2 var(--serif); margin-bottom: 0.5rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.25rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; }
.table-frame { overflow-x: auto; margin: 0 0 1rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; padding: 0 0.5rem; border: 1px solid currentColor; border-radius: 1rem; font-size: 0.8125rem; white-space: nowrap; color: var(--quiet); }
.badge.good { color: var(--good); }
.badge.bad { color: var(--bad); }
progress { width: 100%; accent-color: var(--accent); }
@media (forced-colors: active) { .notice, .card, .badge { border-color: CanvasText; } }

.search { display: flex; gap: 0.5rem; margin: 0.75rem 0 0.5rem; }
.search input { flex: 1; min-width: 0; margin: 0; }
.filters { margin: 0 0 0.5rem; font-size: 0.9375rem; }
.filters summary { width: max-content; max-width: 100%; padding: 0.25rem 0; color: var(--quiet); cursor: pointer; }
.filters .row { margin-top: 0.75rem; }
.chips { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0 0 1rem; padding: 0; list-style: none; font-size: 0.9375rem; }
.chips a { display: inline-block; padding: 0.125rem 0.75rem; border: 1px solid var(--edge); border-radius: 1rem; color: var(--ink); text-decoration: none; }
.chips a:hover { border-color: var(--accent); color: var(--accent); }
.day > h2 { display: flex; align-items: center; gap: 0.75rem; margin: 2rem 0 0.25rem; font-size: 0.9375rem; font-weight: 600; color: var(--quiet); }
.day > h2::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
.articles { margin: 0; padding: 0; list-style: none; }
.entry { padding: 1.125rem 0; border-bottom: 1px solid var(--line); }
.entry:has(.thumb) { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 1.25rem; }
li:last-child > .entry { border-bottom: 0; }
.entry > * { grid-column: 1; }
.entry h3 { margin: 0 0 0.25rem; font: 600 1.1875rem/1.3 var(--serif); }
.entry h3 a { color: var(--ink); text-decoration: none; }
.entry h3 a:hover { text-decoration: underline; text-decoration-thickness: 1px; }
.entry.seen h3 a { color: var(--quiet); }
.entry .thumb { grid-column: 2; grid-row: 1 / span 4; width: 7.5rem; height: 5.625rem; border-radius: 0.5rem; object-fit: cover; background: var(--line); }
.byline { margin: 0 0 0.25rem; color: var(--quiet); font-size: 0.875rem; line-height: 1.45; }
.byline a { color: inherit; }
.byline a:not(:hover) { text-decoration: none; }
.byline time { font-variant-numeric: tabular-nums; }
.summary { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; margin: 0 0 0.375rem; font-size: 1rem; line-height: 1.5; }
.sources { margin: 1.5rem 0; padding: 0; list-style: none; }
.sources li { padding: 0.75rem 0; border-top: 1px solid var(--line); }
.sources h2 { margin: 0; font: 600 1.125rem/1.4 var(--serif); }
.sources h2 a { display: inline-block; min-height: 1.5rem; color: var(--ink); text-decoration: none; }
.sources h2 a:hover { text-decoration: underline; text-decoration-thickness: 1px; }
.sources .byline { margin: 0; }
.pager { display: flex; justify-content: space-between; gap: 1rem; margin: 2rem 0; }
.empty { padding: 1.5rem 0; }
.empty h2 { margin-top: 0; }
.new-articles { position: fixed; inset: auto 0 1rem; z-index: 1; width: max-content; margin: 0 auto; box-shadow: 0 2px 12px rgb(0 0 0 / 0.2); }
.article-head .byline { font-size: 0.9375rem; margin-bottom: 1.25rem; }
.lead { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: cover; border-radius: 0.75rem; background: var(--line); margin: 0 0 1.5rem; }
.content { font: 1.125rem/1.65 var(--serif); overflow-wrap: break-word; }
.content img { vertical-align: middle; border-radius: 0.375rem; }
.content video, .content figure img, .content p > img:only-child { display: block; margin: 1.25rem auto; }
.content pre { overflow-x: auto; padding: 0.875rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; line-height: 1.45; }
.content blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--quiet); }
.content table { display: block; overflow-x: auto; }
.content h1, .content h2, .content h3, .content h4 { font-family: var(--sans); font-size: 1.1875rem; font-weight: 600; letter-spacing: 0; margin: 1.75rem 0 0.5rem; }
.content hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
.content figcaption { color: var(--quiet); font: 0.9375rem/1.45 var(--sans); }
dialog { max-width: 24rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); color: inherit; padding: 1.25rem 1.5rem; }
dialog::backdrop { background: rgb(0 0 0 / 0.4); }
kbd { padding: 0 0.375rem; border: 1px solid var(--edge); border-radius: 0.25rem; font: 0.875rem ui-monospace, Menlo, Consolas, monospace; }
dialog > :first-child { margin-top: 0; }
footer button { min-height: 0; padding: 0.25rem 0; border: 0; background: none; color: var(--quiet); font-size: 0.9375rem; font-weight: 400; }
.keeping tbody th { padding-inline-end: 0.75rem; color: inherit; white-space: normal; overflow-wrap: anywhere; }
.keeping small { display: block; color: var(--bad); font-weight: 400; }
.keeping td { white-space: nowrap; }
.keeping button { min-height: 2rem; padding: 0.125rem 0.625rem; font-size: 0.875rem; }
body:has(.keeping) > :is(header, main, footer) { max-width: 60rem; }
.card :is(ul, ol) { padding-inline-start: 1.125rem; }
.keeping summary { width: max-content; padding: 0.25rem 0; color: var(--quiet); cursor: pointer; }
.choices { columns: 14rem; margin: 0.5rem 0 0; }
form > details { margin-bottom: 1.25rem; }
form > details > summary { width: max-content; padding: 0.25rem 0; cursor: pointer; }
.choices .choice { break-inside: avoid; }

@media (max-width: 48rem) {
  .keeping, .keeping :is(tbody, tr, th, td) { display: block; border: 0; padding: 0; text-align: start; }
  .keeping thead { display: none; }
  .keeping tr { padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
  .keeping td:nth-of-type(2)::before { content: 'Last fetch: '; }
  .keeping td:nth-of-type(3)::before { content: 'Next fetch: '; }
  .keeping td:nth-of-type(4)::before { content: 'Entries: '; }
}
@media (max-width: 30rem) {
  .masthead { padding-top: 1.125rem; }
  .brand { width: 100%; }
  .entry { column-gap: 0.875rem; }
  .entry .thumb { width: 5.25rem; height: 5.25rem; }
  .facts { grid-template-columns: 1fr; }
  .facts dd { margin-bottom: 0.5rem; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
  button, .button, .chips a { transition: filter 0.12s, border-color 0.12s, color 0.12s; }
}
@media print {
  :root { --ink: #000; --quiet: #444; --paper: #fff; --card: #fff; --line: #bbb; --accent: #000; }
  body { font-size: 11pt; }
  .masthead nav, footer, form, .filters, .chips, .pager, .skip, button, .button, .new-articles { display: none !important; }
  main, main.wide { max-width: none; padding: 0; }
  .entry, .content img, tr { break-inside: avoid; }
  .summary { display: block; }
  .content a[href^='http']::after { content: ' (' attr(href) ')'; font-size: 0.8em; word-break: break-all; }
}
`;
