import { type DataSourceScript, type PartitionContext, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { type ContributorRow, contributorTable } from '@data-import/model'
import type { GitDatabase } from '../context/database.js'
import { type CommitRange, commitStream, cutShort } from '../git/commit-stream.js'
import { type CommitPeople, parsePeople } from '../git/parse-commit.js'
import { createPersonReader, type Person, type ReadPerson } from '../git/parse-person.js'
import type { RawObject } from '../git/raw-objects.js'
import { countCommits, type RepositoryHandle } from '../git/repository-handle.js'
import type { Walk } from '../walk/begin-walk.js'
import { commitPages } from '../walk/commit-pages.js'
import { eachRepository } from '../walk/each-repository.js'
import { type Histories, passHistories } from '../walk/histories.js'
import type { History } from '../walk/history.js'
import { walkLegs } from '../walk/walk-legs.js'
import { wholeHistoryDays } from '../walk/whole-history.js'
import { contributorRow } from './contributor-row.js'

/** Contributors held to save each only when it changes; beyond it some are saved again, which changes nothing. */
const rememberedContributors = 50_000

/** Commits of which only the header is used. */
const commitsPerPage = 1000

/**
 * Imports authors and committers. Oldest commits first and one repository after the other, so that a person's newest
 * name is the one that stays, also after an interrupted walk.
 */
export const contributorScript: DataSourceScript<GitDatabase> = {
  dataSourceName: 'GIT',
  resource: 'contributor',
  dependsOn: ['repository'],
  importWindowDays: wholeHistoryDays,
  async run(context) {
    const saved = new Map<string, string>()
    const histories = passHistories(context)
    await eachRepository(context, (walk, partition) => importContributors(walk, partition, histories, saved), {
      concurrency: 1,
      needsFiles: false,
    })
  },
}

async function importContributors(
  { repository, head, shallow, plan, filter }: Walk,
  partition: PartitionContext,
  histories: Histories,
  saved: Map<string, string>,
): Promise<WalkEnd> {
  const options = { commitsPerPage: () => commitsPerPage, ...(filter && { filter }) }
  const pages = walkLegs(plan.legs, { shallow: shallow.fingerprint, hasFiles: false }, (range) => {
    const commits = range.after
      ? oldestFirst(repository, range)
      : wholeOldestFirst(histories.of(repository, range, shallow), repository, range)
    return commitPages(commits, range.after?.count ?? 0, options)
  })
  const readPerson = createPersonReader()
  for await (const { commits, cursor } of pages) {
    const rows = changedContributors(peopleOf(commits, readPerson), saved)
    await partition.checkpoint({ rows: [rowsOf(contributorTable, rows)], cursor })
    if (saved.size > rememberedContributors) saved.clear()
    for (const row of rows) saved.set(row.externalId, fingerprint(row))
  }
  return { state: { head, shallow: shallow.fingerprint } }
}

/** From the history that the commits are imported from too, unless it is too long to be turned round. */
async function* wholeOldestFirst(history: History, repository: RepositoryHandle, range: CommitRange) {
  const whole = await history.whole(repository.signal)
  if (whole) yield whole.toReversed()
  else yield* oldestFirst(repository, range)
}

/**
 * The commits of a range, oldest first, read by a git of their own.
 * @throws {TransientError} at the end, where git has told fewer commits than there are.
 */
export async function* oldestFirst(repository: RepositoryHandle, range: CommitRange) {
  let told = range.after?.count ?? 0
  for await (const commits of commitStream(repository, { ...range, isOldestFirst: true })) {
    told += commits.length
    yield commits
  }
  if (told !== (await countCommits(repository, range.head, range.bases))) throw cutShort(repository)
}

function* peopleOf(commits: readonly RawObject[], readPerson: ReadPerson): Generator<CommitPeople> {
  for (const { content } of commits) yield parsePeople(content, readPerson)
}

/** The people of some commits, each once, as the last commit names them, without those already saved so. */
export function changedContributors(
  commits: Iterable<CommitPeople>,
  saved: ReadonlyMap<string, string>,
): ContributorRow[] {
  const rowOf = new Map<Person, ContributorRow | null>()
  const latest = new Map<string, ContributorRow>()
  const rows = new Map<string, ContributorRow>()
  for (const { author, committer } of commits) {
    for (const person of [author, committer]) {
      const known = rowOf.get(person)
      const row = known === undefined ? contributorRow(person) : known
      rowOf.set(person, row)
      if (!row || latest.get(row.externalId) === row) continue
      latest.set(row.externalId, row)
      rows.set(row.externalId, { ...rows.get(row.externalId), ...row })
    }
  }
  return [...rows.values()].filter((row) => saved.get(row.externalId) !== fingerprint(row))
}

function fingerprint({ name, isBot }: ContributorRow): string {
  return `${isBot ?? ''} ${name ?? ''}`
}
