import type { PageContext } from '../contract/page.js'
import { type Html, html } from '../html/html.js'
import { outsideLink } from '../html/outside-link.js'

const docs = 'https://github.com/acme/data-import-system/blob/main/docs/metrics'

/** How a figure is counted, in one line, with the page of the documentation that says it all. */
interface Definition {
  text: string
  page: string
}

const definitions: Readonly<Record<string, Definition>> = {
  deployment_frequency_daily: {
    text: 'Successful deployments to production. Weeks without any count as 0, those before the first one don’t count.',
    page: 'deployment-frequency',
  },
  lead_time: {
    text: 'From the time at which a change was written to the end of the first deployment that has it. What the first deployment of all brought has none.',
    page: 'lead-time',
  },
  change_fail_rate_monthly: {
    text: 'Deployments that a rollback or a revert had to put right, of all that brought a change. By whole months.',
    page: 'change-failures',
  },
  change_failure: {
    text: 'From the end of a deployment that failed to the end of the one that put it right.',
    page: 'change-failures',
  },
  pull_request_cycle: {
    text: 'Coding until it is ready, waiting for a review by somebody else, review until it is merged, waiting for production. Medians of those merged in the period; bots don’t count.',
    page: 'pull-request-cycle',
  },
  pipeline_health_daily: {
    text: 'Succeeded runs of those that succeeded or failed. Cancelled runs decide nothing.',
    page: 'pipeline-health',
  },
  flaky_job: {
    text: 'Commits on which a job both failed and succeeded, since the import began.',
    page: 'flaky-jobs',
  },
  quality_trend: { text: 'The last value of each day on the main branch.', page: 'quality-trend' },
}

/** The line below a heading: the definition of a view's figure, its documentation and its SQL. */
export function definition(view: string, page: PageContext): Html {
  const { text, page: document } = definitions[view] ?? { text: '', page: 'gaps' }
  return html`<p class="definition">${text} ${outsideLink(`${docs}/${document}.md`, 'Definition')} · <a href="${page.link(`insight/sql/${view}`)}">SQL</a></p>`
}
