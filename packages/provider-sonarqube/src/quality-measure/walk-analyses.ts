import { type PartitionContext, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { qualityMeasureTable, qualityProjectTable } from '@data-import/model'
import { parameterOf } from '../client/instant.js'
import type { Sonarqube } from '../client/open-sonarqube.js'
import { listIn, numberedPages, type PagedBody, totalIn } from '../client/paged-body.js'
import { textOf } from '../client/text.js'
import type { SonarqubeContext } from '../database.js'
import { isFullLookDue } from '../project/full-look.js'
import { analysisMark } from '../project/listed-project.js'
import { notShown, type WalkedProject } from '../project/walked-projects.js'
import { gateMetric, isOfNewCode, type KnownMetrics } from './known-metrics.js'
import { type Analysis, analysisOf, measureRows, type RestAnalysis } from './measure-rows.js'
import { type MeasureHead, readMeasureCursor, readMeasureState } from './measure-state.js'
import { oldestFirst, readHistory, readPresent } from './read-values.js'

/** What the walks of one run share. */
export interface MeasureWalk {
  context: SonarqubeContext
  sonarqube: Sonarqube
  projects: ReadonlyMap<string, WalkedProject>
  metrics(): Promise<KnownMetrics>
}

interface AnalysesBody extends PagedBody {
  analyses?: readonly RestAnalysis[] | null
}

/** Reads the analyses of a project that are new, and their measures. */
export function importMeasures({ context, sonarqube: { source, settings }, projects, metrics }: MeasureWalk) {
  return async (partition: PartitionContext): Promise<WalkEnd> => {
    const project = projects.get(partition.key)
    if (!project?.listed) return partition.unavailable(notShown)
    const { key } = project
    const cursor = readMeasureCursor(partition.cursor)
    const head = cursor?.head ?? beginWalk(context, project, partition, settings.since)
    const known = await metrics()
    const names = [...known.keys()]
    const historic = names.filter((name) => !isOfNewCode(name))
    const measured = { externalId: project.externalId, id: context.idOf(qualityProjectTable, project.externalId), key }
    const wanted = new Set(settings.metrics)
    // Before the list: what is analysed between the two is read again in the next pass, and belongs to the newer one then.
    const isResumed = cursor !== null
    // The newest analysis of an older window is not the last one, whose measures these are.
    const isPresentWanted = !isResumed && !context.isBackfill
    const present = isPresentWanted ? await readPresent(source, key, names.filter(isOfNewCode)) : new Map()
    const pages = source.pages<RestAnalysis, AnalysesBody>('/project_analyses/search', {
      query: { project: key, from: parameterOrNone(head.from), to: parameterOrNone(head.to) },
      paging: numberedPages(Number.POSITIVE_INFINITY),
      items: (body) => listIn(body.analyses, 'analyses'),
      from: cursor?.next,
      // Measures of new code are asked for first, and by servers given to who may not browse.
      isOfPart: false,
    })
    let { after, analyses: counted } = head
    let isFirstPage = !isResumed
    for await (const { items, body, next } of pages) {
      const found = items.flatMap((item) => analysisOf(item) ?? [])
      if (isFirstPage) {
        counted = totalIn(body)
        if (!areOnlyNewer(head, found, counted)) after = null
      }
      const analyses = found.filter(({ date }) => after === null || date.toISOString() >= after)
      const values = await readHistory(source, key, analyses, historic)
      const newest = isFirstPage ? newestOf(analyses) : null
      const gates = gatesIn(values)
      if (newest) {
        for (const [metric, value] of present) values.get(newest.key)?.set(metric, value)
        if (!gates.has(newest.key)) await addGate(source, newest, gates)
      }
      const rows = measureRows(measured, analyses, { values, gates, metrics: known, wanted })
      const goesOn = next !== null && after === null
      const kept = { ...head, after, analyses: counted }
      await partition.checkpoint({
        rows: [rowsOf(qualityMeasureTable, rows)],
        cursor: goesOn ? { head: kept, next } : null,
      })
      isFirstPage = false
      if (!goesOn) break
    }
    const { key: keyBefore, mark, fullAt } = head
    return { state: { key: keyBefore, mark, fullAt, analyses: counted } }
  }
}

/** Whether all that came since the walk before is newer: an analysis may be dated back behind others, and then be followed by one that isn't. */
function areOnlyNewer(
  { after, analysesBefore }: MeasureHead,
  analyses: readonly Analysis[],
  counted: number | null,
): boolean {
  const newer = analyses.filter(({ date }) => after !== null && date.toISOString() > after).length
  return newer < analyses.length && counted !== null && counted - newer === analysesBefore
}

function parameterOrNone(instant: string | null): string | undefined {
  return instant === null ? undefined : parameterOf(new Date(instant))
}

/** Where a walk begins: at the analysis before, unless all are to be read. */
function beginWalk(
  { isBackfill }: Pick<SonarqubeContext, 'isBackfill'>,
  { key, listed }: WalkedProject,
  { key: id, startDate, endDate, state }: PartitionContext,
  since: Date | null,
): MeasureHead {
  const mark = listed ? analysisMark(listed) : ''
  const now = endDate.toISOString()
  const bounds = { from: since?.toISOString() ?? null, to: null }
  const all = { key, mark, analyses: null, fullAt: now, ...bounds, after: null, analysesBefore: null }
  if (isBackfill) return { ...all, mark: '', from: startDate.toISOString(), to: now }
  const before = readMeasureState(state)
  // A date that went back or vanished is no place to continue from, and another key changes all rows.
  const isForward = before !== null && before.key === key && before.mark !== '' && before.mark <= mark
  if (!isForward || isFullLookDue(id, before.fullAt, endDate)) return all
  return { ...all, fullAt: before.fullAt, after: before.mark, analysesBefore: before.analyses }
}

function newestOf(analyses: readonly Analysis[]): Analysis | null {
  const ordered = oldestFirst(analyses, ({ date }) => date, 'newest first')
  return ordered.reduce<Analysis | null>((newest, one) => (newest && newest.date > one.date ? newest : one), null)
}

function gatesIn(values: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Map<string, string> {
  return new Map(
    [...values].flatMap(([analysis, byMetric]) => {
      const gate = textOf(byMetric.get(gateMetric))
      return gate === null ? [] : [[analysis, gate] as const]
    }),
  )
}

/** The measure says it for nearly all analyses; where it says nothing of the last one, the gate itself is asked for. */
async function addGate(source: Sonarqube['source'], { key }: Analysis, gates: Map<string, string>): Promise<void> {
  const path = '/qualitygates/project_status'
  const options = { query: { analysisId: key }, absentOn: [403, 404] }
  const answer = await source.get<{ projectStatus?: { status?: unknown } }>(path, options)
  const status = textOf(answer?.body?.projectStatus?.status)
  if (status !== null) gates.set(key, status)
}
