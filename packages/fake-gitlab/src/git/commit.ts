/** Who wrote or committed, by what git says. */
export interface FakePerson {
  readonly name: string
  readonly email: string
  readonly date: Date
}

/** A commit. */
export interface FakeCommit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: FakePerson
  readonly committer: FakePerson
  /** Against the first parent. */
  readonly additions: number
  readonly deletions: number
}
