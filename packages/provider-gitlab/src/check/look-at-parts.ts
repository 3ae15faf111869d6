import { type CheckFinding, HttpError } from '@data-import/core/provider'
import type { Gitlab } from '../client/gitlab.js'
import { nothingIn } from '../record/gitlab-project.js'
import { externalIdOf } from '../record/values.js'
import type { Sample } from './sample-projects.js'

/** A cheap question for each resource. What isn't here every token may read that may read the project. */
const questions: readonly { resource: string; path: string; needs: string }[] = [
  { resource: 'commit', path: '/repository/commits?per_page=1', needs: 'the role Reporter' },
  { resource: 'pull-request', path: '/merge_requests?per_page=1', needs: 'the role Reporter' },
  { resource: 'issue', path: '/issues?per_page=1', needs: 'the role Guest' },
  { resource: 'pipeline-run', path: '/pipelines?per_page=1', needs: 'the role Reporter' },
  {
    resource: 'job',
    path: '/jobs?per_page=1',
    needs: 'the role Reporter, or Developer where pipelines are not public',
  },
  { resource: 'deployment', path: '/deployments?per_page=1', needs: 'the role Reporter' },
  { resource: 'release', path: '/releases?per_page=1', needs: 'the role Guest' },
]

/** What the token lacks, by resource, in one project that has it. */
export async function* lookAtParts({ rest }: Gitlab, { projects }: Sample): AsyncGenerator<CheckFinding> {
  const lacking: string[] = []
  for (const { resource, path, needs } of questions) {
    const project = projects.find((one) => nothingIn(one)[resource] === undefined)
    if (!project) continue
    try {
      await rest.get(`/projects/${externalIdOf('project', project.id)}${path}`)
    } catch (error) {
      if (!HttpError.isInstance(error) || ![403, 404].includes(error.status)) throw error
      lacking.push(resource)
      yield {
        status: 'warning',
        message: `The token may not read ${resource} of ${project.path_with_namespace} (${error.status}): it needs ${needs} there.`,
      }
    }
  }
  if (lacking.length === 0) yield { status: 'ok', message: 'The token may read every resource.' }
}
