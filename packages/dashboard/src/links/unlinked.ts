import { countOf, formatCount, instant } from '../html/format.js'
import { type Content, type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { status } from '../html/status.js'
import { type Column, table } from '../html/table.js'
import type { Links } from './read-links.js'
import type { Environment, LostPipeline, Unresolved } from './select-unlinked.js'

/** Environments, deployments and builds that no rule covers. */
export function unlinked({ environments, unresolved, pipelines }: Links): Html {
  return html`<h2>Environments without a rule</h2>
${section(
  environments,
  'Each environment is known to be production or not',
  html`Nobody says whether these are production, so their deployments don’t count. Add a row to <code>ServiceRule</code>, with <code>is_production</code> false where it isn’t.`,
  'Environments without a rule',
  environmentColumns,
)}
<h2>Deployments without a known commit</h2>
${section(
  unresolved,
  'The commit of each deployment is known',
  'Nobody knows what these brought to production, so they have no lead time.',
  'Deployments without a known commit',
  unresolvedColumns,
)}
<h2>Builds without a repository</h2>
${section(
  pipelines,
  'Each pipeline has its repository',
  'Import the repository that is built, or let the pipeline name its address.',
  'Builds without a repository',
  pipelineColumns,
)}`
}

function section<Row extends { total: number }>(
  rows: readonly Row[],
  whole: string,
  about: Content,
  caption: string,
  columns: readonly Column<Row>[],
): Html {
  const [first] = rows
  if (!first) return html`<p>${status('good', whole)}</p>`
  const more = first.total - rows.length
  return html`<p class="soft">${about}</p>${table(caption, columns, rows)}${
    more > 0 && html`<p class="soft">And ${countOf(more, 'other')}.</p>`
  }`
}

const environmentColumns: readonly Column<Environment>[] = [
  { title: 'Repository', kind: 'text', cell: ({ repository }) => imported(repository) },
  { title: 'Environment', kind: 'text', cell: ({ environment }) => imported(environment) },
  { title: 'Deployments', kind: 'number', cell: ({ deployments }) => formatCount(deployments) },
  { title: 'Last', cell: ({ last }) => instant(last) },
]

const unresolvedColumns: readonly Column<Unresolved>[] = [
  { title: 'Service', kind: 'text', cell: ({ service }) => imported(service) },
  { title: 'Why', kind: 'text', cell: ({ reason }) => reason.charAt(0).toUpperCase() + reason.slice(1) },
  { title: 'Deployments', kind: 'number', cell: ({ deployments }) => formatCount(deployments) },
  { title: 'Last', cell: ({ last }) => instant(last) },
  { title: 'Its commit', cell: ({ sha }) => sha && html`<code>${sha.slice(0, 12)}</code>` },
]

const pipelineColumns: readonly Column<LostPipeline>[] = [
  { title: 'Pipeline', kind: 'text', cell: ({ pipeline }) => imported(pipeline) },
  { title: 'Data source', kind: 'text', cell: ({ source }) => imported(source) },
  { title: 'Runs', kind: 'number', cell: ({ runs }) => formatCount(runs) },
  {
    title: 'Why',
    kind: 'text',
    cell: ({ address }) => (address ? html`${imported(address)} is not imported` : 'It names no address'),
  },
]
