/**
 * Names of the canonical resources, as scripts say them in `resource` and `dependsOn`. Rows of other tables come with
 * these: a pull request's commits and linked issues with `pull-request`, a run's commits with `pipeline-run`, a commit's
 * files with `commit`.
 */
export const resources = [
  'repository',
  'contributor',
  'commit',
  'pull-request',
  'review',
  'pull-request-comment',
  'issue',
  'pipeline',
  'pipeline-run',
  'job',
  'test-summary',
  'deployment',
  'release',
  'quality-project',
  'quality-issue',
  'quality-measure',
] as const

/** Name of a canonical resource. */
export type Resource = (typeof resources)[number]
