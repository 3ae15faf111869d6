import type { JobRow } from '@data-import/model'
import type { Answer, Github } from '../client/github.js'
import { listIn } from '../client/list-in.js'
import { hasEnded } from '../walk/has-ended.js'
import type { WalkedRepository } from '../walk/repository-walk.js'
import { type JobList, jobRows, type RestJob } from './job-row.js'
import type { StoredRun } from './stored-runs.js'

/** What has come of one run. */
export interface JobsOfRun {
  run: StoredRun
  /** Null: as they were, which is free to know. */
  jobs: JobRow[] | null
  etag: string | null
  isGone?: true
}

/** How REST is asked about the runs of one repository. */
export interface RestScope {
  github: Github
  repository: Pick<WalkedRepository, 'path'>
  /** The tag that a run's jobs had. */
  tagOf(run: StoredRun): string | null
  isGone(error: unknown, run: string): Promise<boolean>
}

/** Reads the jobs of all attempts of a run. Only one page has a tag that tells whether anything has changed. */
export async function jobsByRest({ github, repository, tagOf, isGone }: RestScope, run: StoredRun): Promise<JobsOfRun> {
  const known = tagOf(run)
  const jobs: RestJob[] = []
  let etag: string | null = null
  const first = `${repository.path}/actions/runs/${run.externalId}/jobs?filter=all&per_page=100`
  try {
    for (let url: string | null = first; url !== null; ) {
      const isFirst: boolean = url === first
      const answer: Answer<JobList> = await github.get<JobList>(url, isFirst ? known : null)
      if (!answer.isModified) return { run, jobs: null, etag: known }
      jobs.push(...listIn<RestJob>(answer.body, url, 'jobs'))
      etag = isFirst && answer.next === null ? answer.etag : null
      url = answer.next
    }
  } catch (error) {
    // Runs can be deleted.
    if (!(await isGone(error, run.externalId))) throw error
    return { run, jobs: [], etag: null, isGone: true }
  }
  // Without its own time while the run lasts: whatever it ends with is newer.
  return { run, jobs: jobRows(jobs, run.id, hasEnded(run) ? run.sourceUpdatedAt : null), etag }
}
