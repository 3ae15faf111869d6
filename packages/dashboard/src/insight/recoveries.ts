import { formatValue } from '../charts/scale.js'
import type { PageContext } from '../contract/page.js'
import { instant } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { table } from '../html/table.js'
import { definition } from './definitions.js'
import type { Recovery } from './select-delivery.js'

const evidences: Readonly<Record<string, string>> = { ROLLBACK: 'Rolled back', REVERT: 'Reverted' }

/** The last failed deployments, and how each was put right. */
export function recoveries({ latest }: Recovery, page: PageContext): Html {
  const title = html`<h3>Put right</h3>${definition('change_failure', page)}`
  if (!latest || latest.length === 0)
    return html`${title}<p class="soft">No deployment of the period was put right.</p>`
  return html`${title}${table(
    'Deployments that were put right',
    [
      { title: 'Failed', cell: ({ failed_at }) => instant(new Date(failed_at)) },
      { title: 'How it is known', cell: ({ evidence }) => evidences[evidence] ?? evidence },
      {
        title: 'Put right after',
        kind: 'number',
        cell: ({ recovery_seconds }) => formatValue(recovery_seconds, 'seconds'),
      },
    ],
    latest,
  )}`
}
