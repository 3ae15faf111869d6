import type { CommitPerson } from '../git/commit-record.js'
import type { FakeAccount } from '../state/account.js'
import { type Contents, mapContents } from '../state/contents.js'
import { fullName, headOf, type RepositoryState } from '../state/repository-state.js'
import type { FakeTruth, TrueCommit, TruePerson, TrueRepository } from '../state/truth.js'
import type { World } from '../state/world.js'

/** Copies everything there is to know of a repository. */
export async function readTruth(world: World, repository: RepositoryState): Promise<FakeTruth> {
  return {
    repository: trueRepository(repository),
    commits: await trueCommits(world, repository),
    ...copies(repository),
    reviews: new Map([...copyRows(repository.reviews)].filter(([, { state }]) => state !== 'PENDING')),
    ...(!repository.hasIssues && { issues: new Map() }),
  }
}

function trueRepository(repository: RepositoryState): TrueRepository {
  const { id, nodeId, name, description, language, stars, forks, createdAt, updatedAt, pushedAt } = repository
  const { isPrivate, isFork, isArchived, isDisabled, hasIssues } = repository
  return structuredClone({
    ...{ id, nodeId, name, description, language, stars, forks, createdAt, updatedAt, pushedAt },
    ...{ isPrivate, isFork, isArchived, isDisabled, hasIssues },
    fullName: fullName(repository),
    owner: repository.owner,
    defaultBranch: headOf(repository) === null ? null : repository.defaultBranch,
  })
}

async function trueCommits(world: World, repository: RepositoryState): Promise<Map<string, TrueCommit>> {
  const commits = new Map<string, TrueCommit>()
  const accounts = new Map<string, FakeAccount | null>()
  const person = (named: CommitPerson) => {
    const known = accounts.get(named.email)
    const account = known === undefined ? structuredClone(world.accounts.byEmail(named.email)) : known
    accounts.set(named.email, account)
    return truePerson(named, account)
  }
  const head = headOf(repository)
  if (head === null) return commits
  for (const commit of await repository.git.history(head)) {
    const counts = await repository.git.lineCounts(commit.sha)
    commits.set(commit.sha, {
      sha: commit.sha,
      parents: [...commit.parents],
      message: commit.message,
      author: person(commit.author),
      committer: person(commit.committer),
      ...counts,
    })
  }
  return commits
}

function truePerson({ name, email, seconds }: CommitPerson, account: FakeAccount | null): TruePerson {
  return { name, email, date: new Date(seconds * 1000), account }
}

function copies(repository: RepositoryState): Contents {
  // Each kind's own rows under its own name.
  return mapContents((kind) => copyRows(repository[kind] as ReadonlyMap<number, object>) as Map<number, never>)
}

function copyRows<Row extends object>(rows: ReadonlyMap<number, Row>): Map<number, Row> {
  return new Map([...rows].map(([key, row]) => [key, withoutDeleted(structuredClone(row))]))
}

/** Whoever deleted their account is told as null, also in a deployment's statuses. */
function withoutDeleted<Row extends object>(row: Row): Row {
  for (const [key, value] of Object.entries(row)) {
    if (isDeletedAccount(value)) Object.assign(row, { [key]: null })
    else if (key === 'assignees' && Array.isArray(value)) {
      Object.assign(row, { [key]: value.filter((each) => !isDeletedAccount(each)) })
    } else if (Array.isArray(value)) for (const each of value) if (typeof each === 'object') withoutDeleted(each)
  }
  return row
}

function isDeletedAccount(value: unknown): value is FakeAccount {
  return typeof value === 'object' && value !== null && 'isDeleted' in value && value.isDeleted === true
}
