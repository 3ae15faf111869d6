/** The figures that need each resource. */
export const needs: Readonly<Record<string, readonly string[]>> = {
  commit: ['lead_time', 'contributor_absence_factor', 'hotspot'],
  'pull-request': ['lead_time', 'pull_request_cycle', 'review_load_weekly'],
  review: ['pull_request_cycle', 'review_load_weekly'],
  'pull-request-comment': ['pull_request_cycle'],
  deployment: ['deployment_frequency_daily', 'lead_time', 'change_fail_rate_monthly'],
  pipeline: ['pipeline_health_daily'],
  'pipeline-run': ['pipeline_health_daily', 'flaky_job'],
  job: ['pipeline_health_daily', 'flaky_job'],
  repository: ['lead_time', 'pull_request_cycle', 'deployment_frequency_daily', 'pipeline_health_daily'],
  'quality-measure': ['quality_trend'],
  'quality-project': ['quality_trend'],
}

const forge = Object.keys(needs).filter((resource) => !resource.startsWith('quality-'))

/** What each provider of ours imports of that. */
export const offers: Readonly<Record<string, readonly string[]>> = {
  GIT: ['repository', 'commit'],
  GITHUB: forge,
  GITLAB: forge,
  JENKINS: ['pipeline', 'pipeline-run', 'job'],
  CIRCLECI: ['pipeline-run', 'job'],
  SONARQUBE: ['quality-project', 'quality-measure'],
}

/** Pairs as a relation in SQL. */
export function pairs(of: Readonly<Record<string, readonly string[]>>, columns: string): string {
  const rows = Object.entries(of).flatMap(([key, values]) => values.map((value) => `('${key}', '${value}')`))
  return `(values ${rows.join(', ')}) as ${columns}`
}
