/** A pipeline: https://circleci.com/docs/api/v2/#operation/getPipelineById */
export interface PipelineBody {
  id?: string
  number?: number | string | null
  state?: string | null
  created_at?: string | null
  trigger?: { type?: string | null; actor?: { login?: string | null } | null } | null
  /** Absent for pipelines of the GitHub App and of GitLab. */
  vcs?: {
    revision?: string | null
    branch?: string | null
    tag?: string | null
    target_repository_url?: string | null
    origin_repository_url?: string | null
  } | null
  /** Of those, `git` says what was built. */
  trigger_parameters?: {
    git?: GitParameters | null
    github_app?: GitParameters | null
    gitlab?: GitParameters | null
  } | null
}

/** What was built, as the triggers of the GitHub App and of GitLab tell it. */
export interface GitParameters {
  checkout_sha?: string | null
  commit_sha?: string | null
  branch?: string | null
  tag?: string | null
  ref?: string | null
  checkout_url?: string | null
  repo_url?: string | null
}

/** A workflow of a pipeline: https://circleci.com/docs/api/v2/#operation/listWorkflowsByPipelineId */
export interface WorkflowBody {
  id?: string
  name?: string | null
  status?: string | null
  created_at?: string | null
  stopped_at?: string | null
  started_by?: string | null
  pipeline_number?: number | string | null
  auto_rerun_number?: number | string | null
}
