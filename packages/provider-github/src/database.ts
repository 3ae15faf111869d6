import type { DatabaseWith, ExecutionContext } from '@data-import/core/provider'

/** The host's client: the models that these scripts read or write. */
export type GithubDatabase = DatabaseWith<
  | 'repository'
  | 'contributor'
  | 'commit'
  | 'pullRequest'
  | 'review'
  | 'issue'
  | 'pipelineRun'
  | 'job'
  | 'deployment'
  | 'release'
>

/** What the scripts get. */
export type GithubContext = ExecutionContext<GithubDatabase>
