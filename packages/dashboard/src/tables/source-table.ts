import type { PageContext } from '../contract/page.js'
import { formatAge, formatCount, instant } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { status, type Tone } from '../html/status.js'
import { type Column, table } from '../html/table.js'
import type { SourceState } from '../state/source-state.js'
import { sourcePath } from './addresses.js'

/** A word for a data source, by the resource that is in the worst state. */
export function sourceStanding({ isEnabled, resources }: SourceState): { tone: Tone; word: string; rank: number } {
  const wanted = resources.filter(({ isLeftOut }) => !isLeftOut)
  const has = (completeness: string) => wanted.some((one) => one.completeness === completeness)
  if (!isEnabled) return { tone: 'quiet', word: 'Paused', rank: 6 }
  if (wanted.some(({ running }) => running?.isDead)) return { tone: 'bad', word: 'Died', rank: 0 }
  if (wanted.some(({ running }) => running)) return { tone: 'running', word: 'Running', rank: 4 }
  if (wanted.length === 0 || wanted.every(({ completeness }) => completeness === 'never'))
    return { tone: 'quiet', word: 'Never imported', rank: 3 }
  if (wanted.some(({ completeness, lastRun }) => completeness === 'broken' && lastRun?.status === 'FAILED'))
    return { tone: 'bad', word: 'Failed', rank: 1 }
  if (has('broken') || has('parts') || has('never')) return { tone: 'warning', word: 'Not complete', rank: 2 }
  return { tone: 'good', word: 'Complete', rank: 5 }
}

/** The data sources, one a row. */
export function sourceTable(sources: readonly SourceState[], now: Date, page: PageContext): Html {
  const severalOrganizations = new Set(sources.map(({ organizationId }) => organizationId)).size > 1
  const columns: Column<SourceState>[] = [
    {
      title: 'Data source',
      cell: ({ id, name }) => html`<a href="${page.link(sourcePath(id))}">${imported(name)}</a>`,
    },
    ...(severalOrganizations
      ? [{ title: 'Organisation', cell: ({ organizationId }: SourceState) => imported(organizationId) }]
      : []),
    { title: 'Provider', cell: ({ provider }) => provider },
    {
      title: 'Now',
      cell: (source) => {
        const { tone, word } = sourceStanding(source)
        return status(tone, word)
      },
    },
    { title: 'Complete up to', cell: (source) => instant(completeUpTo(source)) },
    { title: 'Not complete', kind: 'number', cell: (source) => formatCount(openOf(source)).replace(/^0$/, '–') },
    { title: 'Next due', cell: (source) => dueText(source, now) },
  ]
  return table('Data sources', columns, sources)
}

/**
 * Up to when everything of a data source is complete that is. Where nothing is, because its newest runs failed: up to when all of it was;
 * null where that isn't known.
 */
export function completeUpTo({ resources }: Pick<SourceState, 'resources'>): Date | null {
  const wanted = resources.filter(({ isLeftOut }) => !isLeftOut)
  const complete = wanted.filter(
    (one) => one.completeUpTo && (one.completeness === 'whole' || one.completeness === 'parts'),
  )
  const instants = (complete.length > 0 ? complete : wanted).map((one) => one.completeUpTo?.getTime() ?? Number.NaN)
  const least = Math.min(...instants)
  return Number.isFinite(least) ? new Date(least) : null
}

/** From when on a pass imports a data source. */
export function dueText({ isEnabled, dueAt, intervalMinutes }: SourceState, now: Date): string {
  if (!isEnabled) return '–'
  if (!dueAt) return intervalMinutes === null ? 'in each pass' : 'in the next pass'
  const inMs = dueAt.getTime() - now.getTime()
  return inMs <= 0 ? 'in the next pass' : `in ${formatAge(Math.max(inMs, 60_000))}`
}

function openOf({ resources }: SourceState): number {
  return resources.filter(({ isLeftOut }) => !isLeftOut).reduce((sum, { open }) => sum + open, 0)
}
