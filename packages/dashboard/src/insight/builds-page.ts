import { barChart } from '../charts/bar-chart.js'
import { formatValue } from '../charts/scale.js'
import { sparkline } from '../charts/sparkline.js'
import { definePage, type PageContext } from '../contract/page.js'
import { empty, figures } from '../html/figures.js'
import { countOf, formatCount } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { table } from '../html/table.js'
import { type Choice, weeksOf } from './choice.js'
import { definition } from './definitions.js'
import { gapsBesideNothing, gapTable } from './gap-table.js'
import { insightFrame } from './insight-frame.js'
import { type Ground, readGround } from './read-ground.js'
import { type BuildWeek, type FlakyJob, selectBuilds, selectFlakyJobs } from './select-builds.js'
import { type Gap, selectGaps } from './select-gaps.js'
import { sumOf } from './sum-of.js'

/** What the health of builds is made from. */
export interface Builds extends Ground {
  weeks: readonly BuildWeek[]
  flaky: readonly FlakyJob[]
  gaps: readonly Gap[]
}

const metrics = ['pipeline_health_daily', 'flaky_job']

/** Whether builds succeed, and how long they take. */
export const buildsPage = definePage<Builds>({
  path: 'insight/builds',
  title: 'Builds',
  below: 'insight',
  async load(scope) {
    const ground = await readGround(scope)
    const { choice } = ground
    if (!choice) return { ...ground, weeks: [], flaky: [], gaps: [] }
    return {
      ...ground,
      weeks: choice.repository ? await selectBuilds(scope, choice) : [],
      flaky: choice.repository ? await selectFlakyJobs(scope, choice) : [],
      gaps: await selectGaps(scope, choice, metrics),
    }
  },
  render: (data, page) => insightFrame('insight/builds', data, page, (choice) => body(data, choice, page)),
})

function body({ weeks, flaky, gaps }: Builds, choice: Choice, page: PageContext): Html {
  const title = html`<h2>${imported(choice.repository?.name ?? 'No repository')}</h2>`
  if (weeks.length === 0 && flaky.length === 0) {
    return html`${title}${empty(
      'No build of this repository began in this period.',
      'Choose another period or repository. If there were builds, look below for what is not counted.',
    )}${gapsBesideNothing(gaps, metrics, 'builds')}`
  }
  const decided = sumOf(weeks, (one) => one.decided)
  const runs = sumOf(weeks, (one) => one.runs)
  const unknown = sumOf(weeks, (one) => one.n_unknown)
  const shares = weeksOf(choice).map((week) => successOf(weeks.filter((one) => one.week === week)))
  const workflows = [...new Set(weeks.map(({ workflow }) => workflow))]
  return html`${title}
${figures([
  {
    label: 'Succeeded',
    value: formatValue(successOf(weeks), 'share'),
    note: `of ${countOf(decided, 'run')} that succeeded or failed`,
  },
  { label: 'Runs', value: formatCount(runs), note: `${formatCount(unknown)} of them with no known end` },
  { label: 'Flaky jobs', value: formatCount(flaky.length), note: 'failed and succeeded on the same commit' },
])}
${definition('pipeline_health_daily', page)}
${barChart({
  ...{ id: 'builds', title: 'Part of the runs that succeeded, by week', categoryTitle: 'Week of', unit: 'share' },
  categories: weeksOf(choice),
  series: [{ name: 'Succeeded', values: shares }],
})}
<h2>Workflows</h2>
${table(
  'Workflows',
  [
    { title: 'Workflow', kind: 'text', cell: (name) => imported(name ?? 'unnamed') },
    { title: 'Runs', kind: 'number', cell: (name) => formatCount(sumOf(of(weeks, name), (one) => one.runs)) },
    { title: 'Succeeded', kind: 'number', cell: (name) => formatValue(successOf(of(weeks, name)), 'share') },
    {
      title: 'No known end',
      kind: 'number',
      cell: (name) => formatCount(sumOf(of(weeks, name), (one) => one.n_unknown)),
    },
    {
      title: 'Duration, last day',
      kind: 'number',
      cell: (name) => formatValue(durations(weeks, name).at(-1) ?? null, 'seconds'),
    },
    {
      title: 'Median duration of each day',
      cell: (name) => sparkline({ title: 'Median duration', values: durations(weeks, name), unit: 'seconds' }),
    },
  ],
  workflows,
)}${durationTable(weeks)}
${gapTable(gaps, ['pipeline_health_daily'], 'builds')}
<h2>Flaky jobs</h2>${definition('flaky_job', page)}
${flakyTable(flaky)}${gapTable(gaps, ['flaky_job'], 'flaky jobs')}`
}

/** What the lines of the durations are drawn from. */
function durationTable(weeks: readonly BuildWeek[]): Html {
  const days = weeks.flatMap(({ workflow, days: own, durations: medians }) =>
    own.map((day, index) => ({ workflow, day, median: medians[index] ?? null })),
  )
  return html`<details id="durations-table"><summary>The durations as a table</summary>${table(
    'Median duration of each day',
    [
      { title: 'Workflow', kind: 'text', cell: ({ workflow }) => imported(workflow ?? 'unnamed') },
      { title: 'Day', cell: ({ day }) => day },
      { title: 'Median duration', kind: 'number', cell: ({ median }) => formatValue(median, 'seconds') },
    ],
    days,
  )}</details>`
}

function flakyTable(flaky: readonly FlakyJob[]): Html {
  if (flaky.length === 0) return html`<p class="soft">No job is known to be flaky.</p>`
  return table(
    'Flaky jobs',
    [
      { title: 'Job', kind: 'text', cell: ({ job }) => imported(job ?? 'unnamed') },
      { title: 'Workflow', kind: 'text', cell: ({ workflow }) => imported(workflow ?? 'unnamed') },
      {
        title: 'Flaky commits',
        kind: 'number',
        cell: (one) => `${formatCount(one.flaky_commits)} of ${formatCount(one.commits)}`,
      },
      { title: 'Rate', kind: 'number', cell: ({ flaky_rate }) => formatValue(flaky_rate, 'share') },
      { title: 'Unknown runs', kind: 'number', cell: ({ n_unknown }) => formatCount(n_unknown) },
    ],
    flaky,
  )
}

function of(weeks: readonly BuildWeek[], name: string | null): BuildWeek[] {
  return weeks.filter(({ workflow }) => workflow === name)
}

function durations(weeks: readonly BuildWeek[], name: string | null): (number | null)[] {
  return of(weeks, name).flatMap((one) => [...one.durations])
}

/** The part that succeeded; null where nothing was decided. */
function successOf(weeks: readonly BuildWeek[]): number | null {
  const decided = sumOf(weeks, (one) => one.decided)
  return decided > 0 ? sumOf(weeks, (one) => one.succeeded) / decided : null
}
