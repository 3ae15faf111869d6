import { barChart } from '../charts/bar-chart.js'
import { formatValue } from '../charts/scale.js'
import { stepChart } from '../charts/step-chart.js'
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
import { recoveries } from './recoveries.js'
import {
  type DeploymentWeek,
  type FailMonth,
  type LeadTimes,
  type Recovery,
  selectDeployments,
  selectFailures,
  selectLeadTimes,
  selectRecovery,
} from './select-delivery.js'
import { type Gap, selectGaps } from './select-gaps.js'
import { sumOf } from './sum-of.js'

/** What the five figures of a service are made from. */
export interface Delivery extends Ground {
  deployments: readonly DeploymentWeek[]
  leadTimes: readonly LeadTimes[]
  failures: readonly FailMonth[]
  recovery: Recovery
  gaps: readonly Gap[]
}

const metrics = ['deployment_frequency_daily', 'lead_time', 'change_fail_rate_monthly']

/** How a service is delivered: how often, how soon, how well. */
export const deliveryPage = definePage<Delivery>({
  path: 'insight',
  title: 'Insight',
  menu: 'Insight',
  async load(scope) {
    const ground = await readGround(scope)
    const { choice } = ground
    const nothing = { deployments: [], leadTimes: [], failures: [], recovery: { n: 0, p50: null, latest: null } }
    if (!choice) return { ...ground, ...nothing, gaps: [] }
    const gaps = await selectGaps(scope, choice, metrics)
    if (choice.service === undefined) return { ...ground, ...nothing, gaps }
    return {
      ...ground,
      deployments: await selectDeployments(scope, choice),
      leadTimes: await selectLeadTimes(scope, choice),
      failures: await selectFailures(scope, choice),
      recovery: await selectRecovery(scope, choice),
      gaps,
    }
  },
  render: (data, page) => insightFrame('insight', data, page, (choice) => body(data, choice, page)),
})

function body(data: Delivery, choice: Choice, page: PageContext): Html {
  if (choice.service === undefined) {
    return html`${empty(
      'No deployment to production is known yet.',
      html`Import deployments, and say with a <code>ServiceRule</code> which environments are production if they are not called so.`,
    )}${gapsBesideNothing(data.gaps, metrics, 'deployments')}`
  }
  const { deployments, leadTimes, failures, recovery, gaps } = data
  const weeks = weeksOf(choice)
  const ofWeek = new Map(leadTimes.map((one) => [one.week, one]))
  return html`<h2>${imported(choice.service)}</h2>
${figures(figuresOf(data))}
<h2>Deployments</h2>${definition('deployment_frequency_daily', page)}
${barChart({
  ...{ id: 'deployments', title: 'Deployments in each week', categoryTitle: 'Week of', unit: 'count' },
  categories: deployments.map(({ week }) => week),
  series: [
    { name: 'Changes and unknown', values: deployments.map(changesOf) },
    { name: 'Redeployments', values: deployments.map((one) => one.redeployments) },
    { name: 'Rollbacks', values: deployments.map((one) => one.rollbacks) },
    { name: 'Failed to deploy', values: deployments.map((one) => one.failed) },
  ],
})}${gapTable(gaps, ['deployment_frequency_daily'], 'deployments')}
<h2>Lead time</h2>${definition('lead_time', page)}
${stepChart({
  ...{
    id: 'lead-time',
    title: 'Lead time of the changes deployed in each week',
    categoryTitle: 'Week of',
    unit: 'seconds',
  },
  categories: weeks,
  series: [
    { name: 'Half of them within', values: weeks.map((week) => ofWeek.get(week)?.p50 ?? null) },
    { name: 'Nine of ten within', values: weeks.map((week) => ofWeek.get(week)?.p90 ?? null) },
  ],
})}${gapTable(gaps, ['lead_time'], 'lead time')}
<h2>Failures</h2>${definition('change_fail_rate_monthly', page)}
${barChart({
  ...{ id: 'failures', title: 'Change fail rate of each month', categoryTitle: 'Month', unit: 'share' },
  categories: failures.map(({ month }) => month.slice(0, 7)),
  series: [{ name: 'Change fail rate', values: failures.map(({ rate }) => rate) }],
})}${recoveries(recovery, page)}${gapTable(gaps, ['change_fail_rate_monthly'], 'failures')}
<p class="soft">Figures of one service. Don’t blend services or teams into one number, and don’t make one a target.</p>`
}

function figuresOf({ deployments, leadTimes, failures, recovery }: Delivery): Figure[] {
  const counted = deployments.filter((week) => week.deployments !== null)
  const all = sumOf(counted, (week) => week.deployments)
  const total = leadTimes.find(({ week }) => week === null)
  const n = sumOf(failures, (month) => month.n)
  const failed = sumOf(failures, (month) => month.failures)
  const successes = sumOf(failures, (month) => month.deployments)
  const reworks = sumOf(failures, (month) => Math.round((month.rework_rate ?? 0) * month.deployments))
  const unknown = sumOf(failures, (month) => month.n_unknown)
  return [
    {
      label: 'Deployments a week',
      value: formatValue(counted.length > 0 ? Math.round((all / counted.length) * 10) / 10 : null, 'count'),
      note: `${countOf(all, 'deployment')} in ${countOf(counted.length, 'week')}; ${formatCount(sumOf(counted, (week) => week.without_commit))} without a known commit`,
    },
    {
      label: 'Lead time',
      value: formatValue(total?.p50 ?? null, 'seconds'),
      note: `median of ${countOf((total?.n ?? 0) - (total?.n_unknown ?? 0), 'change')}; ${formatCount(total?.n_unknown ?? 0)} of ${formatCount(total?.n ?? 0)} unknown`,
    },
    {
      label: 'Change fail rate',
      value: formatValue(n > 0 ? failed / n : null, 'share'),
      note: `${formatCount(failed)} of ${countOf(n, 'deployment')}; ${formatCount(unknown)} of unknown kind`,
    },
    {
      label: 'Recovery time',
      value: formatValue(recovery.p50, 'seconds'),
      note: recovery.n > 0 ? `median of ${countOf(recovery.n, 'failed deployment')}` : 'no failed deployment is known',
    },
    {
      label: 'Rework rate',
      value: formatValue(successes > 0 ? reworks / successes : null, 'share'),
      note: `${formatCount(reworks)} of ${countOf(successes, 'deployment')} put others right`,
    },
  ]
}

function changesOf({ deployments, redeployments, rollbacks }: DeploymentWeek): number | null {
  return deployments === null ? null : deployments - (redeployments ?? 0) - (rollbacks ?? 0)
}
