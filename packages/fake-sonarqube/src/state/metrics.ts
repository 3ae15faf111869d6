import type { Flavor } from '../options.js'

/** A metric of the server. */
export interface Metric {
  readonly key: string
  readonly type: string
  readonly name: string
}

const always: readonly (readonly [string, string])[] = [
  ['ncloc', 'INT'],
  ['lines', 'INT'],
  ['coverage', 'PERCENT'],
  ['line_coverage', 'PERCENT'],
  ['duplicated_lines_density', 'PERCENT'],
  ['bugs', 'INT'],
  ['vulnerabilities', 'INT'],
  ['code_smells', 'INT'],
  ['violations', 'INT'],
  ['security_hotspots', 'INT'],
  ['security_hotspots_reviewed', 'PERCENT'],
  ['sqale_index', 'WORK_DUR'],
  ['sqale_rating', 'RATING'],
  ['reliability_rating', 'RATING'],
  ['security_rating', 'RATING'],
  ['security_review_rating', 'RATING'],
  ['alert_status', 'LEVEL'],
  ['quality_gate_details', 'DATA'],
  ['ncloc_language_distribution', 'DATA'],
  ['new_lines', 'INT'],
  ['new_coverage', 'PERCENT'],
  ['new_duplicated_lines_density', 'PERCENT'],
  ['new_bugs', 'INT'],
  ['new_vulnerabilities', 'INT'],
  ['new_code_smells', 'INT'],
  ['new_violations', 'INT'],
]

const sinceTen: readonly (readonly [string, string])[] = [
  ['software_quality_maintainability_issues', 'INT'],
  ['software_quality_reliability_issues', 'INT'],
  ['software_quality_security_issues', 'INT'],
  ['software_quality_maintainability_rating', 'RATING'],
  ['software_quality_reliability_rating', 'RATING'],
  ['software_quality_security_rating', 'RATING'],
  ['software_quality_maintainability_remediation_effort', 'WORK_DUR'],
]

/** Enough for two pages of the usual hundred, as the servers have. */
const others = Array.from({ length: 90 }, (_, index) => [`other_metric_${index + 1}`, 'INT'] as const)

/** The metrics of a server. */
export function metricsOf(flavor: Flavor): readonly Metric[] {
  return [...others, ...always, ...(flavor === '9.9' ? [] : sinceTen)].map(([key, type]) => ({
    key,
    type,
    name: key.replaceAll('_', ' '),
  }))
}
