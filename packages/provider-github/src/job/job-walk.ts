import type { RepositoryWalk } from '../walk/repository-walk.js'

/** Where a walk stands. */
export interface JobPosition extends JobState {
  /** `externalId` of the last run whose jobs were saved. */
  afterRun: string | null
}

/** What a completed walk leaves. */
export interface JobState {
  /** Runs that had not ended, whose jobs change although nothing else does, with the tag of their jobs. */
  openRuns: Record<string, string | null>
  /** `run@instant attempt` of runs whose last attempt has no job, which would look as if theirs had not been read. */
  withoutJobs: string[]
}

/** A walk over the jobs of one repository. */
export type JobWalk = RepositoryWalk<JobPosition, JobState>
