import { formatValue } from '../charts/scale.js'
import { sparkline } from '../charts/sparkline.js'
import { definePage, type PageContext } from '../contract/page.js'
import { empty } from '../html/figures.js'
import { type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { table } from '../html/table.js'
import { definition } from './definitions.js'
import { gapsBesideNothing, gapTable } from './gap-table.js'
import { insightFrame } from './insight-frame.js'
import { type Ground, readGround } from './read-ground.js'
import { type Gap, selectGaps } from './select-gaps.js'
import { type QualityLine, selectQuality } from './select-quality.js'

/** What the trend of quality is made from. */
export interface Quality extends Ground {
  lines: readonly QualityLine[]
  gaps: readonly Gap[]
}

const metrics = ['quality_trend']

/** How measures of code quality change. */
export const qualityPage = definePage<Quality>({
  path: 'insight/quality',
  title: 'Quality',
  below: 'insight',
  async load(scope) {
    const ground = await readGround(scope)
    const { choice } = ground
    if (!choice) return { ...ground, lines: [], gaps: [] }
    return { ...ground, lines: await selectQuality(scope, choice), gaps: await selectGaps(scope, choice, metrics) }
  },
  render: (data, page) => insightFrame('insight/quality', data, page, () => body(data, page)),
})

function body({ lines, gaps }: Quality, page: PageContext): Html {
  if (lines.length === 0) {
    return html`${empty(
      'No analysis of this period is imported.',
      'Choose an earlier or a longer period, or import from a quality server.',
    )}${gapsBesideNothing(gaps, metrics, 'quality')}`
  }
  const projects = [...new Set(lines.map(({ project_key }) => project_key))]
  return html`${definition('quality_trend', page)}
${projects.map((project) =>
  projectOf(
    project,
    lines.filter(({ project_key }) => project_key === project),
  ),
)}
${gapTable(gaps, metrics, 'quality')}`
}

function projectOf(project: string, lines: readonly QualityLine[]): Html {
  const days = lines.flatMap((line) =>
    line.days.map((day, index) => ({ line, day, value: line.values[index] ?? null })),
  )
  return html`<h2>${imported(project)}</h2>
${table(
  project,
  [
    { title: 'Measure', kind: 'text', cell: (line) => imported(nameOf(line)) },
    { title: 'Last', kind: 'number', cell: ({ values }) => formatValue(values.at(-1) ?? null, 'value') },
    { title: 'Change in the period', kind: 'number', cell: changeOf },
    { title: 'Trend', cell: (line) => sparkline({ title: nameOf(line), values: line.values, unit: 'value' }) },
  ],
  lines,
)}<details id="days-${projectId(project)}"><summary>The figures as a table</summary>${table(
    `Days of ${project}`,
    [
      { title: 'Day', cell: ({ day }) => day },
      { title: 'Measure', kind: 'text', cell: ({ line }) => imported(nameOf(line)) },
      { title: 'Value', kind: 'number', cell: ({ value }) => formatValue(value, 'value') },
    ],
    days,
  )}</details>`
}

/** An id may not have spaces, and what was imported may. */
function projectId(project: string): string {
  return Buffer.from(project).toString('hex').slice(0, 60)
}

function nameOf({ metric, is_new_code }: QualityLine): string {
  const words = metric.replaceAll('_', ' ')
  return is_new_code ? `${words}, new code` : words
}

function changeOf({ values }: QualityLine): string {
  const [first, last] = [values[0] ?? null, values.at(-1) ?? null]
  if (first === null || last === null || values.length < 2) return '–'
  const change = last - first
  return change === 0 ? '0' : `${change > 0 ? '+' : '−'}${formatValue(Math.abs(change), 'value')}`
}
