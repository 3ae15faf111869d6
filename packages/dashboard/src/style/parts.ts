/** Tables, statuses, figures and lists of facts. */
export const parts = `.scroll { overflow-x: auto; margin: 0 0 16px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: var(--small); padding: 0 0 6px; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: var(--small); font-weight: 500; color: var(--soft); border-bottom-color: var(--quiet); white-space: nowrap; }
tbody th { font-weight: 500; min-width: 11em; }
.number + td:not(.number), .number + th:not(.number) { padding-left: 12px; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td time { white-space: nowrap; }
td.text { min-width: 12em; overflow-wrap: anywhere; }
.status { display: inline-flex; gap: 6px; align-items: baseline; white-space: nowrap; font-weight: 500; }
.status .shape { font-size: 10px; }
.good { color: var(--good); } .running { color: var(--running); } .warning { color: var(--warning); }
.bad { color: var(--bad); } .quiet { color: var(--quiet); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(148px, 100%), 1fr)); gap: 20px 24px; margin: 24px 0; padding: 0; }
.figures > div { border-top: 1px solid var(--line); padding-top: 10px; }
.figures dt { color: var(--soft); font-size: var(--small); }
.figures dd { margin: 0; }
.figures .figure { font-size: var(--figure); line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }

.figures .note { color: var(--soft); font-size: var(--small); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 6px 24px; margin: 0 0 20px; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.causes { list-style: none; margin: 0 0 16px; padding: 0; }
.causes li { border-top: 1px solid var(--line); padding: 12px 0; overflow-wrap: anywhere; }
.causes p { margin: 0 0 4px; }
.empty { border: 1px dashed var(--quiet); border-radius: 8px; padding: 24px; color: var(--soft); margin: 0 0 16px; max-width: none; }
.empty p:last-child { margin-bottom: 0; }
.pages { display: flex; gap: 16px; margin: 0 0 16px; }
@media (max-width: 640px) {
  .figures { gap: 16px 20px; } .figures .figure { font-size: var(--head); }
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: 10px; }
  table.cards, .cards tbody, .cards tr, .cards td, .cards th { display: block; }
  .cards thead { position: absolute; left: -9999px; }
  .cards tr { border-bottom: 1px solid var(--line); padding: 10px 0; }
  .cards td, .cards tbody th, .cards .number + td:not(.number) { border: 0; padding: 2px 0; text-align: left; white-space: normal; min-width: 0; }
  .cards td[data-label] { display: grid; grid-template-columns: 9.5em 1fr; gap: 12px; }
  .cards td[data-label]::before { content: attr(data-label); color: var(--soft); }
  .cards td.none { display: none; }
}
`
