import type { QualityMeasureRow } from '@data-import/model'
import { instantOf } from '../client/instant.js'
import { numberOf, textOf } from '../client/text.js'
import { isOfNewCode, type KnownMetrics } from './known-metrics.js'

/** An analysis as `project_analyses/search` has it. */
export interface RestAnalysis {
  key?: unknown
  date?: unknown
  /** Absent without SCM. */
  revision?: unknown
}

/** An analysis whose measures are asked for. */
export interface Analysis {
  key: string
  date: Date
  revision: string | null
}

/** What rows of a project's measures refer to. */
export interface MeasuredProject {
  externalId: string
  /** Of the project's row. */
  id: string
  key: string
}

/** Null for what can't be told from another, or has no time. */
export function analysisOf({ key, date, revision }: RestAnalysis): Analysis | null {
  const id = textOf(key)
  const at = instantOf(date)
  return id === null || at === null ? null : { key: id, date: at, revision: textOf(revision) }
}

/**
 * `externalId` ← project, analysis `key` and metric; `projectKey`; `branch` is null, for it is the main one; `analysisKey`, `analysedAt`,
 * `revision` ← the analysis; `metric`; `value` ← the value of a metric that is a number (ratings are 1 to 5, for A to E), else `textValue`;
 * `isNewCode` ← whether the metric begins with `new_`; `gateStatus` ← `alert_status` of the same analysis. Null where there is no value.
 */
export function qualityMeasureRow(
  project: MeasuredProject,
  analysis: Analysis,
  {
    metric,
    type,
    given,
    gateStatus,
  }: { metric: string; type: string | null; given: unknown; gateStatus: string | null },
): QualityMeasureRow | null {
  const text = textOf(given)
  if (text === null) return null
  const value = textTypes.has(type ?? '') ? null : numberOf(text)
  return {
    externalId: `${project.externalId}:${analysis.key}:${metric}`,
    qualityProjectId: project.id,
    projectKey: project.key,
    branch: null,
    analysisKey: analysis.key,
    analysedAt: analysis.date,
    revision: analysis.revision,
    metric,
    value,
    textValue: value === null ? text : null,
    isNewCode: isOfNewCode(metric),
    gateStatus,
  }
}

/** Types whose values are texts, also where they look like numbers. */
const textTypes: ReadonlySet<string> = new Set(['DATA', 'DISTRIB', 'STRING', 'LEVEL', 'BOOL'])

/** Values by analysis and metric; the first that is found counts. */
export type Values = ReadonlyMap<string, ReadonlyMap<string, unknown>>

/** The rows of some analyses. */
export function measureRows(
  project: MeasuredProject,
  analyses: readonly Analysis[],
  {
    values,
    gates,
    metrics,
    wanted,
  }: { values: Values; gates: ReadonlyMap<string, string>; metrics: KnownMetrics; wanted: ReadonlySet<string> },
): QualityMeasureRow[] {
  return analyses.flatMap((analysis) => {
    const gateStatus = gates.get(analysis.key) ?? null
    return [...(values.get(analysis.key) ?? [])].flatMap(([metric, given]) => {
      if (!wanted.has(metric)) return []
      const type = metrics.get(metric) ?? null
      return qualityMeasureRow(project, analysis, { metric, type, given, gateStatus }) ?? []
    })
  })
}
