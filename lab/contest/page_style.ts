/** The looks of the page. Every colour of text has a contrast of at least 4.5 to its ground, by day and by night. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --ink: #1c2024; --quiet: #59616a; --rule: #dadddf;
  --double-books: #a8231c; --fails: #5f3da6; --turns-away: #7a5200; --right: #17664d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --ink: #e3e6e9; --quiet: #9ba5ae; --rule: #343a40;
    --double-books: #ff8d83; --fails: #bda8f5; --turns-away: #e2b354; --right: #62c99f;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 84rem; margin: 0 auto; padding: 2rem 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums; overflow-wrap: break-word;
}
h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 0 0 0.25rem; font-size: 1.2rem; line-height: 1.3; }
p { max-width: 44rem; margin: 0 0 0.9rem; }
section + section { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }

dl { margin: 0 0 1rem; }
dl div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0 1rem; padding: 0.15rem 0; }
dd { margin: 0; color: var(--quiet); max-width: 44rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 0 3.5rem; }
.columns div { grid-template-columns: 6.5rem minmax(0, 1fr); align-content: start; }
.columns, .dash, footer { font-size: 0.875rem; }
.columns dt { font-weight: 600; }
.dash { color: var(--quiet); }
summary { margin-bottom: 0.5rem; font-weight: 600; cursor: pointer; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); }

.verdict { font-weight: 600; white-space: nowrap; }
.verdict .sign { display: inline-block; width: 1.3em; }
.double-books { color: var(--double-books); }
.fails { color: var(--fails); }
.turns-away { color: var(--turns-away); }
.right { color: var(--right); }

.scroll { overflow-x: auto; margin: 1rem 0 1.5rem; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: 0.8125rem; line-height: 1.35; }
caption { padding-bottom: 0.4rem; text-align: left; color: var(--quiet); }
th, td { padding: 0.35rem 0.55rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: baseline; }
td, .number { white-space: nowrap; }
thead th { border-bottom-color: var(--quiet); color: var(--quiet); font-weight: 500; vertical-align: bottom; }
th:first-child { position: sticky; left: 0; min-width: 8.5rem; padding-left: 0; border-right: 1px solid var(--rule); background: var(--paper); }
tbody th { font-weight: 500; }
.number { text-align: right; }
.number.nothing { color: var(--quiet); }
.faulty { color: var(--double-books); font-weight: 700; }
.not-run td { color: var(--quiet); font-style: italic; }
.not-run span { position: sticky; left: 10rem; }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 1.5rem 3.5rem; }
figure { min-width: 0; margin: 0; }
figcaption { margin-bottom: 0.6rem; font-size: 0.875rem; color: var(--quiet); }
figcaption strong { display: block; color: var(--ink); }
svg { display: block; overflow: visible; font-size: 13px; }
svg text { fill: var(--ink); }
svg .sign { fill: currentColor; font-weight: 700; }
svg .value { text-anchor: end; font-weight: 600; }
svg .absent text { fill: var(--quiet); font-weight: 400; }
svg line { stroke: var(--rule); }
svg rect { fill: var(--paper); stroke: currentColor; stroke-width: 1.5; }
svg.solid rect, svg .right rect { fill: currentColor; }
`;
