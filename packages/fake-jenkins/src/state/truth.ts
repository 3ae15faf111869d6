import type { FakeBuild } from './build.js'
import { jobsBelow, type World } from './world.js'

/** A job with its builds, as they are: copies, that no later change touches. */
export interface TrueJob {
  readonly fullName: string
  readonly name: string
  readonly kind: 'pipeline' | 'freestyle'
  /** Below the root of Jenkins. */
  readonly path: string
  readonly scmUrl: string | null
  readonly objectUrl: string | null
  /** Oldest first. */
  readonly builds: readonly FakeBuild[]
}

/** Everything that the API would tell, by the full names of jobs. */
export interface FakeTruth {
  readonly jobs: ReadonlyMap<string, TrueJob>
  /** Builds that are gone, with what was last known of them. */
  readonly discarded: readonly { readonly job: string; readonly build: FakeBuild }[]
}

export function truthOf(world: World, pathOf: (fullName: string) => string): FakeTruth {
  const jobs = new Map<string, TrueJob>()
  for (const [fullName, { name, kind, scmUrl, objectUrl, builds }] of jobsBelow(world.root)) {
    jobs.set(fullName, {
      fullName,
      name,
      kind,
      path: pathOf(fullName),
      scmUrl,
      objectUrl,
      builds: structuredClone(builds),
    })
  }
  return { jobs, discarded: structuredClone(world.discarded) }
}
