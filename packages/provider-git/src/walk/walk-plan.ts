import type { WalkCursor, WalkState } from './walk-position.js'

/** One list of commits to walk. */
export interface Leg {
  head: string
  bases: readonly string[]
  done: number
  last: string | null
}

/** What a walk has to do to bring what is stored to the head. */
export interface WalkPlan {
  legs: Leg[]
  /** Earlier heads: what only they reach has fallen out of the history. */
  formerHeads: string[]
  /** An earlier head is gone from the repository, so only the stored commits can tell what has fallen out. */
  isFormerHeadGone: boolean
  /** False where a shallow clone was cut again: what is absent may still be in the branch's history. */
  canTellLost: boolean
}

/** What a walk starts from. */
export interface WalkStart {
  head: string
  /** The shallow clone's cut now. */
  shallow: string | null
  state: WalkState | null
  cursor: WalkCursor | null
  /** Whether the files of every commit are to be stored: a walk without them then counts for nothing. Default: false. */
  needsFiles?: boolean
  /** Whether the repository still has a commit. */
  hasCommit(sha: string): Promise<boolean>
}

/**
 * Plans by reachability, never by date. An interrupted walk is ended first, to the head that it went to; then comes
 * what the new head adds. A clone that was deepened, a head that is gone, and files that were not asked for before make it a
 * walk over everything.
 */
export async function planWalk({
  head,
  shallow,
  state,
  cursor,
  needsFiles = false,
  hasCommit,
}: WalkStart): Promise<WalkPlan> {
  const formerHeads = unique([state?.head, ...(cursor?.bases ?? []), cursor?.head]).filter((sha) => sha !== head)
  const present = new Set<string>()
  for (const sha of formerHeads) if (await hasCommit(sha)) present.add(sha)
  present.add(head)

  const legs: Leg[] = []
  const isUsable = (former: WalkState | WalkCursor) => former.shallow === shallow && (former.hasFiles || !needsFiles)
  let bases = state && isUsable(state) && present.has(state.head) ? [state.head] : []
  if (cursor && isUsable(cursor) && [cursor.head, ...cursor.bases].every((sha) => present.has(sha))) {
    legs.push({ head: cursor.head, bases: cursor.bases, done: cursor.done, last: cursor.last })
    bases = unique([...cursor.bases, cursor.head])
  }
  if (!bases.includes(head)) legs.push({ head, bases, done: 0, last: null })

  const isRecut = [state, cursor].some((former) => former && former.shallow !== shallow)
  return {
    legs,
    formerHeads: formerHeads.filter((sha) => present.has(sha)),
    isFormerHeadGone: formerHeads.some((sha) => !present.has(sha)),
    canTellLost: shallow === null || !isRecut,
  }
}

function unique(shas: readonly (string | undefined)[]): string[] {
  return [...new Set(shas.filter((sha) => sha !== undefined))]
}
