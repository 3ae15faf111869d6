import { remoteKeyOf } from '@data-import/model'
import { instantOf, numberOf, textOf } from '../record/read.js'
import type { PipelineBody } from './pipeline-body.js'

/** What all workflows of a pipeline have in common. */
export interface PipelineFacts {
  number: number | null
  sha: string | null
  ref: string | null
  trigger: string | null
  /** Login of who triggered it; undefined where that isn't asked for again. */
  actor: string | null | undefined
  createdAt: Date | null
  /** Address of the repository that it is of. */
  repositoryUrl: string | null
  /** Key of the repository that holds the commit: of a fork, the fork's. */
  commitKey: string | null
}

/**
 * `sha` ← `vcs.revision`; `ref` ← `vcs.branch`, else `vcs.tag`; `trigger` ← `trigger.type`; where there is no `vcs`, the code is
 * told in `trigger_parameters`.
 */
export function pipelineFacts(pipeline: PipelineBody): PipelineFacts {
  const { vcs, trigger, trigger_parameters: parameters } = pipeline
  const git = parameters?.git ?? parameters?.github_app ?? parameters?.gitlab
  const repositoryUrl =
    textOf(vcs?.target_repository_url) ??
    textOf(vcs?.origin_repository_url) ??
    textOf(git?.checkout_url) ??
    textOf(git?.repo_url)
  return {
    number: numberOf(pipeline.number),
    sha: textOf(vcs?.revision) ?? textOf(git?.checkout_sha) ?? textOf(git?.commit_sha),
    ref: bareRef(
      textOf(vcs?.branch) ?? textOf(vcs?.tag) ?? textOf(git?.branch) ?? textOf(git?.tag) ?? textOf(git?.ref),
    ),
    trigger: textOf(trigger?.type),
    actor: textOf(trigger?.actor?.login),
    createdAt: instantOf(pipeline.created_at),
    repositoryUrl,
    commitKey: remoteKeyOf(textOf(vcs?.origin_repository_url) ?? repositoryUrl),
  }
}

function bareRef(ref: string | null): string | null {
  return ref?.replace(/^refs\/(?:heads|tags)\//, '') ?? null
}
