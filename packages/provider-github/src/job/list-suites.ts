import { firstSentence } from '@data-import/core/provider'
import type { Answer } from '../client/github.js'
import { listIn } from '../client/list-in.js'
import { checkSuitesOf } from '../pipeline-run/check-suites.js'
import type { RestRun, RunList } from '../pipeline-run/pipeline-run-row.js'
import type { JobWalk } from './job-walk.js'
import type { StoredRun } from './stored-runs.js'

/** Of fewer runs, the list costs as much as their jobs. */
const fewest = 3

/**
 * Lists runs again that an earlier pass has stored, for their suites: one request for a page of them, where asking for the jobs of
 * each would take as many as there are.
 */
export async function listSuites({ context, github, repository, log }: JobWalk, runs: readonly StoredRun[]) {
  const times = runs.flatMap(({ createdAt }) => (createdAt ? createdAt.getTime() : []))
  if (times.length < fewest) return
  const range = [Math.min(...times), Math.max(...times)].map((time) => `${new Date(time).toISOString().slice(0, 19)}Z`)
  const suites = checkSuitesOf(context)
  const left = new Set(runs.map(({ externalId }) => externalId))
  let next: string | null =
    `${repository.path}/actions/runs?created=${encodeURIComponent(range.join('..'))}&per_page=100`
  try {
    for (let pages = 0; next !== null && left.size >= fewest && pages < runs.length / fewest; pages++) {
      const answer: Answer<RunList> = await github.get<RunList>(next)
      if (!answer.isModified) return
      const listed = listIn<RestRun>(answer.body, next, 'workflow_runs')
      const wanted = listed.filter(({ id }) => left.delete(String(id)))
      suites.remember(repository.key, wanted)
      next = answer.next
    }
  } catch (error) {
    context.signal.throwIfAborted()
    const reason = error instanceof Error ? `: ${firstSentence(error.message)}` : ''
    log.info(`GitHub didn't list the runs again whose jobs are to be read, so each is asked for${reason}`)
  }
}
