/** Colours and lines of charts. The series differ in lightness as well as in hue. */
export const chartStyle = `:root { --s1: #2456a6; --s2: #4f9bd9; --s3: #b06f00; --s4: #b5443c; }
@media (prefers-color-scheme: dark) { :root { --s1: #8db6f5; --s2: #4a7fd0; --s3: #e6b45c; --s4: #d8685f; } }
.chart { margin: 20px 0 28px; }
.chart figcaption { font-weight: 600; margin-bottom: 6px; }
.plot { display: grid; grid-template-columns: 60px minmax(0, 1fr); }
.plot svg { display: block; overflow: visible; }
.plot text { fill: var(--soft); font-size: var(--small); font-variant-numeric: tabular-nums; }
.plot .grid { stroke: var(--line); } .plot .zero { stroke: var(--quiet); }
.s1 { fill: var(--s1); } .s2 { fill: var(--s2); } .s3 { fill: var(--s3); } .s4 { fill: var(--s4); }
.line { stroke-width: 2; stroke-linecap: square; }
.line.s1 { stroke: var(--s1); } .line.s2 { stroke: var(--s2); stroke-dasharray: 5 3; stroke-linecap: butt; }
.line.s3 { stroke: var(--s3); } .line.s4 { stroke: var(--s4); stroke-dasharray: 2 3; stroke-linecap: butt; }
.gap { fill: var(--wash); stroke: var(--quiet-fill); stroke-dasharray: 2 3; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0 0 8px; padding: 0; color: var(--soft); font-size: var(--small); }
.legend li { display: flex; align-items: center; gap: 6px; }
.spark { display: inline-block; vertical-align: middle; }
.spark path { fill: none; stroke: var(--s1); stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.spark circle { fill: var(--s1); }
.parts { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0 0 20px; border-bottom: 1px solid var(--line); }
.parts a { color: var(--soft); text-decoration: none; padding: 6px 0; border-bottom: 2px solid transparent; margin-bottom: -1px; }
.parts a:hover { color: var(--ink); } .parts a[aria-current] { color: var(--ink); border-color: var(--accent); }
.row label { max-width: min(100%, 360px); min-width: 0; grid-template-columns: minmax(0, 1fr); }
.definition { color: var(--soft); }
.gaps { border-left: 3px solid var(--line); padding-left: 14px; margin: 16px 0; }
.pair { display: flex; flex-wrap: wrap; gap: 8px; }
.pair form { margin: 0; }
@media print { .chart { break-inside: avoid; } }
`
