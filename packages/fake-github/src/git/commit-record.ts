/** Who wrote or committed, and when. */
export interface CommitPerson {
  readonly name: string
  readonly email: string
  /** Epoch seconds. */
  readonly seconds: number
  /** Such as `+0200`. */
  readonly offset: string
}

/** What a commit object says. */
export interface CommitRecord {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: CommitPerson
  readonly committer: CommitPerson
  readonly message: string
}

/** Lines against the first parent. */
export interface LineCounts {
  readonly additions: number
  readonly deletions: number
  readonly changedFiles: number
}
