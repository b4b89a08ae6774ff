// The look of a notebook that has run: prose in one column, programs and what they showed below each other.

export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1c2024, #e8eaed);
  --quiet: light-dark(#5b646d, #a3abb3);
  --line: light-dark(#e2e5e9, #33383e);
  --ground: light-dark(#ffffff, #15181b);
  --code: light-dark(#f6f7f9, #1d2125);
  --bad: light-dark(#b3261e, #ff8a80);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 2.5rem 1.25rem 5rem;
  max-width: 46rem;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.6 system-ui, sans-serif;
}
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: 0 0 0.5rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 0.5rem; }
section { margin: 1.5rem 0; min-width: 0; }
pre, code { font: 0.85rem/1.5 ui-monospace, monospace; }
pre { margin: 0; padding: 0.75rem 1rem; overflow-x: auto; background: var(--code); border-radius: 6px; }
.output { margin-top: 0.75rem; overflow-x: auto; }
.output:empty { display: none; }
.about { margin: 0 0 2rem; color: var(--quiet); font-size: 0.85rem; }
.label { margin: 0.25rem 0 0; color: var(--quiet); font-size: 0.75rem; text-align: right; }
.failure { color: var(--bad); white-space: pre-wrap; }
.notebook-text { white-space: pre-wrap; font: 0.85rem/1.5 ui-monospace, monospace; }
img { max-width: 100%; }
svg { max-width: 100%; height: auto; background: transparent; }
figure { margin: 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
th, td { padding: 0.2rem 0.75rem; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child, td:first-child { text-align: left; }
a { color: inherit; }
.observablehq { font: 0.85rem/1.5 ui-monospace, monospace; overflow-x: auto; }
.observablehq a { text-decoration: none; }
.tok-keyword, .tok-operatorKeyword { color: light-dark(#8a3ffc, #be95ff); }
.tok-string, .tok-string2 { color: light-dark(#0e6027, #6fdc8c); }
.tok-number, .tok-bool, .tok-atom, .observablehq--number { color: light-dark(#0b62a8, #78b6ff); }
.tok-comment { color: var(--quiet); font-style: italic; }
@media print { body { max-width: none; padding: 0; } pre { white-space: pre-wrap; } }
`.trim();
