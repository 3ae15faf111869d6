import type { PipelineRunCommitRow } from '@data-import/model'
import type { JobItem } from '../listing/item.js'
import { type Fields, objectOf, objectsOf, textOf } from '../record/values.js'
import type { Build } from './build.js'
import { type Checkout, checkoutsOf } from './checkout.js'
import { type PrimaryRemote, primaryRemoteOf } from './primary-remote.js'

/** The commits that a build worked on. */
export interface BuildCommits {
  rows: PipelineRunCommitRow[]
  /** What was checked out of the job's own repository; null where nothing was, or nobody knows which one it is. */
  own: Checkout | null
}

/** Which build, by the ids that its rows refer to. */
export interface RunIds {
  /** Id of the run's row. */
  id: string
  externalId: string
}

/**
 * `sha` ← `lastBuiltRevision.SHA1` of every checkout, and `commitId` of every change set; `ref` ← `lastBuiltRevision.branch[].name`;
 * `remoteKey` ← `remoteUrls`, for a change set those of the checkout that ends it; `isPrimary` ← the job's own repository.
 */
export function buildCommits(build: Build, job: JobItem, run: RunIds): BuildCommits {
  const checkouts = checkoutsOf(build)
  const changes = changeSetsOf(build)
  const primary = primaryRemoteOf(checkouts, job, new Set(changes.flat()))
  const rows = new Map<string, PipelineRunCommitRow>()
  const add = (sha: string, { remoteKey, ref }: Pick<Checkout, 'remoteKey' | 'ref'>, isPrimary: boolean | null) => {
    const externalId = `${run.externalId}:${remoteKey ?? ''}:${sha}`
    if (!rows.has(externalId))
      rows.set(externalId, { externalId, pipelineRunId: run.id, sha, ref, remoteKey, isPrimary })
  }
  for (const checkout of checkouts) add(checkout.sha, checkout, isPrimaryOf(primary, checkout))
  for (const shas of changes) {
    const checkout = checkoutOf(shas, checkouts)
    for (const sha of shas) {
      add(sha, checkout ?? { remoteKey: null, ref: null }, checkout ? isPrimaryOf(primary, checkout) : null)
    }
  }
  const own = checkouts.find((checkout) => isPrimaryOf(primary, checkout) === true) ?? null
  return { rows: [...rows.values()], own }
}

function isPrimaryOf(primary: PrimaryRemote, { remoteKey }: Checkout): boolean | null {
  if (!primary.isKnown) return null
  return primary.isCheckedOut && primary.remoteKey === remoteKey
}

/** A freestyle build has one change set, a pipeline one for each checkout. */
function changeSetsOf({ fields }: Build): string[][] {
  const sets: Fields[] = [...objectsOf([objectOf(fields.changeSet)]), ...objectsOf(fields.changeSets)]
  // Revisions of Subversion are numbers, and no hash of a commit.
  return sets
    .filter(({ kind }) => kind !== 'svn')
    .map(({ items }) => objectsOf(items).flatMap(({ commitId }) => textOf(commitId) ?? []))
    .filter((shas) => shas.length > 0)
}

/** A change set leads up to what was checked out. */
function checkoutOf(shas: readonly string[], checkouts: readonly Checkout[]): Checkout | undefined {
  const remotes = new Set(checkouts.map(({ remoteKey }) => remoteKey))
  return checkouts.find(({ sha }) => shas.includes(sha)) ?? (remotes.size === 1 ? checkouts[0] : undefined)
}
