import { barChart } from '../charts/bar-chart.js'
import { formatValue } from '../charts/scale.js'
import { definePage, type PageContext } from '../contract/page.js'
import { empty, type Figure, figures } from '../html/figures.js'
import { countOf, formatCount } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { type Choice, weeksOf } from './choice.js'
import { definition } from './definitions.js'
import { gapsBesideNothing, gapTable } from './gap-table.js'
import { insightFrame } from './insight-frame.js'
import { type Ground, readGround } from './read-ground.js'
import { type Gap, selectGaps } from './select-gaps.js'
import { type Stage, type StageWeek, selectStages, stages } from './select-pull-requests.js'

/** What the stages are made from. */
export interface PullRequests extends Ground {
  weeks: readonly StageWeek[]
  gaps: readonly Gap[]
}

const metrics = ['pull_request_cycle']

const names: Readonly<Record<Stage, string>> = {
  coding: 'Coding',
  pickup: 'Waiting for review',
  review: 'In review',
  deploy: 'Waiting for production',
}

/** Where the time of pull requests goes. */
export const pullRequestsPage = definePage<PullRequests>({
  path: 'insight/pull-requests',
  title: 'Pull requests',
  below: 'insight',
  async load(scope) {
    const ground = await readGround(scope)
    const { choice } = ground
    if (!choice) return { ...ground, weeks: [], gaps: [] }
    return {
      ...ground,
      weeks: choice.repository ? await selectStages(scope, choice) : [],
      gaps: await selectGaps(scope, choice, metrics),
    }
  },
  render: (data, page) => insightFrame('insight/pull-requests', data, page, (choice) => body(data, choice, page)),
})

function body({ weeks, gaps }: PullRequests, choice: Choice, page: PageContext): Html {
  const total = weeks.find(({ week }) => week === null)
  const title = html`<h2>${imported(choice.repository?.name ?? 'No repository')}</h2>`
  if (!total || total.n === 0) {
    return html`${title}${empty(
      'No pull request was merged in this period.',
      'Choose an earlier or a longer period, or another repository.',
    )}${gapsBesideNothing(gaps, metrics, 'pull requests')}`
  }
  const ofWeek = new Map(weeks.map((one) => [one.week, one]))
  return html`${title}
${figures(figuresOf(total))}
${definition('pull_request_cycle', page)}
${barChart({
  ...{
    id: 'stages',
    title: 'Median of each stage, by the week in which they were merged',
    categoryTitle: 'Week of',
    unit: 'seconds',
  },
  categories: weeksOf(choice),
  series: stages.map((stage) => ({
    name: names[stage],
    values: weeksOf(choice).map((week) => ofWeek.get(week)?.[stage] ?? null),
  })),
})}
<p class="soft">Medians of stages don’t add up to the median of the whole.</p>
${gapTable(gaps, metrics, 'pull requests')}`
}

function figuresOf(total: StageWeek): Figure[] {
  const { n } = total
  return [
    {
      label: 'First commit to production',
      value: formatValue(total.total, 'seconds'),
      note: `median of ${countOf(total.n_total, 'pull request')}; ${formatCount(n - total.n_total)} of ${formatCount(n)} unknown`,
    },
    ...stages.map((stage) => {
      // Who merged without a review waited for none: nothing is unknown about it.
      const cases = stage === 'pickup' || stage === 'review' ? n - total.unreviewed : n
      return {
        label: names[stage],
        value: formatValue(total[stage], 'seconds'),
        note: `${formatCount(cases - total[`n_${stage}`])} of ${formatCount(cases)} unknown`,
      }
    }),
    {
      label: 'Merged without a review',
      value: formatCount(total.unreviewed),
      note: `of ${countOf(n, 'merged pull request')}`,
    },
  ]
}
