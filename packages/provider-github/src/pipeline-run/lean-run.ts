import type { RestRun } from './pipeline-run-row.js'

const fields = [
  ...(['id', 'name', 'run_number', 'run_attempt', 'status', 'conclusion', 'head_sha', 'head_branch', 'event'] as const),
  ...([
    'html_url',
    'created_at',
    'updated_at',
    'run_started_at',
    'workflow_id',
    'path',
    'check_suite_node_id',
  ] as const),
  ...(['actor', 'triggering_actor'] as const),
] satisfies readonly (keyof RestRun)[]

/**
 * A run without what is not read of it. GitHub gives the whole repository with each, twice: a page of a hundred runs holds more than
 * a megabyte, and several wait to be saved.
 */
export function leanRun(run: RestRun): RestRun {
  // What is no run is refused where it is mapped.
  if (typeof run !== 'object' || run === null) return run
  const kept = Object.fromEntries(fields.flatMap((field) => (field in run ? [[field, run[field]]] : [])))
  const { head_repository: head } = run
  return {
    ...kept,
    head_repository: head && { ...(head.html_url !== undefined && { html_url: head.html_url }) },
  } as RestRun
}
