/** Who is named in a planned commit. */
export interface PlannedPerson {
  readonly name: string
  readonly email: string
  readonly date: Date
}

/** A commit to be made. */
export interface CommitPlan {
  /** Full name of the ref that moves to it. */
  readonly ref: string
  /** A sha, or the index of an earlier plan; the tree starts as the first one's. */
  readonly parents: readonly (string | number)[]
  readonly author: PlannedPerson
  readonly committer: PlannedPerson
  readonly message: string
  /** Text by path, or null where a file goes. */
  readonly files: readonly (readonly [path: string, text: string | null])[]
  /** Existing blobs: `mode sha` by path. */
  readonly blobs?: readonly (readonly [path: string, modeAndSha: string])[]
}
