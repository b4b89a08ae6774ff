// The report's look: one type scale (13, 15, 19, 28, 56), one spacing scale (4, 8, 12, 16, 24, 40, 64), two hues. The
// hue of the accent means right answers and validation, the warm one mistakes, grey what is beside the point.

export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f7f7f5; --card: #fff; --ink: #17191d; --soft: #5d636d; --line: #e3e3df;
  --accent: #2456d6; --trained: #7b828e; --wrong: #c8481c; --on-strong: #fff;
  --sans: ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #101216; --card: #181b21; --ink: #eceef1; --soft: #9aa2ae; --line: #2b3038;
    --accent: #7fa4ff; --trained: #8b93a0; --wrong: #ff9166; --on-strong: #0d0f13;
  }
  img.ink { filter: invert(1); mix-blend-mode: screen; }
}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--paper); color: var(--ink); font: 15px/1.5 var(--sans);
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 64px; }
h1 { font-size: 28px; line-height: 1.2; font-weight: 650; letter-spacing: -.015em; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 19px; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; margin: 64px 0 4px; }
h3 { font-size: 15px; font-weight: 600; }
small, .eyebrow, .soft, caption, figcaption, thead, .ticks, .sure, .index, footer { font-size: 13px; }
small, .soft { color: var(--soft); font-weight: 400; }
h2 + .soft { max-width: 68ch; }
h2 + .soft, h2 + div, h2 + figure { margin-bottom: 16px; }
.soft + div, .soft + ol { margin-top: 16px; }
.eyebrow { color: var(--soft); margin-bottom: 4px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px; min-width: 0; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px; align-items: start; }

.result { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 16px; margin-top: 24px; }
.headline { display: flex; flex-direction: column; justify-content: center; padding: 24px; }
.headline .score { font-size: 56px; line-height: 1.1; font-weight: 650; letter-spacing: -.03em; }
.headline .score small { font-size: 28px; letter-spacing: 0; font-weight: 400; }
.interval { display: block; width: 100%; max-width: 400px; height: auto; margin-top: 12px; overflow: visible; }
.interval .range { fill: var(--accent); fill-opacity: .22; }
.interval .value { fill: var(--accent); }
.interval .rail { stroke: var(--line); }
.tiles { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1px; background: var(--line); padding: 0; overflow: hidden; }
.tiles div { background: var(--card); padding: 16px; }
.tiles dt { color: var(--soft); font-size: 13px; }
.tiles dd { font-size: 19px; font-weight: 600; letter-spacing: -.01em; }
.tiles dd small { letter-spacing: 0; }

figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; margin-bottom: 8px; }
.legend { display: flex; gap: 16px; list-style: none; padding: 0; color: var(--soft); }
.legend b { color: var(--ink); font-weight: 600; }
.legend li::before { content: ""; display: inline-block; width: 12px; height: 3px; border-radius: 2px; margin-right: 6px; vertical-align: middle; background: currentColor; }
.legend .training::before { background: var(--trained); }
.legend .validation::before { background: var(--accent); }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
.ticks, .axis-label { fill: var(--soft); font-size: 12.5px; }
.grid path { stroke: var(--line); }
.baseline { stroke: var(--soft); stroke-opacity: .6; }
path.line, path.trace { fill: none; stroke-linejoin: round; stroke-linecap: round; }
path.line { stroke-width: 2.25; }
path.trace { stroke-width: 1; stroke-opacity: .3; }
path.training { stroke: var(--trained); }
path.validation { stroke: var(--accent); }
circle.training { fill: var(--trained); }
circle.validation { fill: var(--accent); }
circle.dots { stroke: var(--card); stroke-width: 1.5; }
rect.right { fill: var(--accent); }
rect.wrong { fill: var(--wrong); }
rect.none { fill: var(--line); fill-opacity: .35; }
.matrix g > text { font-size: 12.5px; text-anchor: middle; fill: var(--ink); }
.matrix .ticks > text { fill: var(--soft); text-anchor: inherit; }
.matrix g > text.strong { fill: var(--on-strong); font-weight: 600; }
.matrix g > text.none { fill: var(--soft); fill-opacity: .45; }
.confusions { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; font-size: 13px; }
.confusions li { border: 1px solid var(--line); border-radius: 99px; padding: 2px 10px; }
.confusions b { font-weight: 600; }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-size: 15px; font-weight: 600; padding-bottom: 8px; }
th, td { padding: 5px 6px; text-align: left; font-weight: 400; white-space: nowrap; border-top: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; text-align: right; }
thead th { color: var(--soft); border-top: 0; }
tbody th { font-weight: 600; }
tfoot { color: var(--soft); }
.numbers th:not(:first-child), .numbers td { text-align: right; }

.mistakes { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(108px, 1fr)); gap: 12px; }
.mistakes li { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 12px; text-align: center; break-inside: avoid; }
.mistakes img { display: block; width: 84px; max-width: 100%; height: auto; margin: 0 auto 8px; image-rendering: pixelated; }
.verdict { line-height: 1.3; overflow-wrap: anywhere; }
.verdict b { font-weight: 600; }
.said { color: var(--wrong); font-weight: 600; }
.sure, .index { color: var(--soft); }

.facts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 16px; margin-top: 16px; }
.facts h3 { margin-bottom: 8px; }
dl div { display: flex; justify-content: space-between; gap: 16px; }
.facts dl div { padding: 5px 0; border-top: 1px solid var(--line); font-size: 13px; }
dt { color: var(--soft); flex: none; }
dd { overflow-wrap: anywhere; min-width: 0; }
.facts dd { text-align: right; }
.tiles div { display: block; }
pre { font: 13px/1.6 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; margin-top: 16px; }
footer { color: var(--soft); border-top: 1px solid var(--line); margin-top: 64px; padding-top: 16px; }

@media (max-width: 860px) {
  .result, .facts { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 700px) {
  .pair { grid-template-columns: minmax(0, 1fr); }
  .chart .ticks, .chart .axis-label { font-size: 11px; }
}
@media (max-width: 520px) {
  main { padding: 24px 16px 40px; }
  h2 { margin-top: 40px; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .mistakes { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
  .mistakes li { padding: 8px 4px; }
  .ticks, .axis-label, .matrix g > text { font-size: 15px; }
  .chart .ticks, .chart .axis-label { font-size: 15.5px; }
}
@media print {
  @page { margin: 12mm; }
  :root { --paper: #fff; }
  body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; zoom: .7; }
  footer { margin-top: 24px; }
  h2 { margin-top: 40px; }
  h2, h2 + .soft { break-after: avoid; }
  .card, .result, .pair, figure, tr { break-inside: avoid; }
  .scroll { overflow: visible; }
  .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .result { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); }
  .facts { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .tiles { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .mistakes { grid-template-columns: repeat(8, minmax(0, 1fr)); gap: 8px; }
}
`;
