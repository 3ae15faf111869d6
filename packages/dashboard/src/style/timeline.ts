/** Bars of a timeline. */
export const timeline = `.bar { display: block; width: 100%; min-width: 120px; height: 12px; margin-top: 5px; }
.bar .track { fill: var(--line); }
.bar .good { fill: var(--good-fill); } .bar .running { fill: var(--running-fill); } .bar .warning { fill: var(--warning-fill); }
.bar .bad { fill: var(--bad-fill); } .bar .quiet { fill: var(--quiet-fill); }
.scale { display: flex; justify-content: space-between; }
th.when, td.when { width: 40%; }
@media (max-width: 640px) { .cards td.when { display: block; width: auto; } .cards td.when::before { display: none; } }
`
