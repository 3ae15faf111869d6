import { clearWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import { linkRecords } from './link-records.js'

const database = useTestDatabase()
const day = (at: number) => `'2026-03-02T00:00Z'::timestamptz + interval '${at} days'`

beforeEach(async () => {
  await clearWorld(database.db)
  await run(
    `insert into data."DataSource" (id, organization_id, name, provider) values ('s', 'acme', 'acme', 'GITLAB')`,
  )
  await run(`insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name, default_branch)
    values ('r', 's', '1', 'GITLAB', 'web', 'acme/web', 'main')`)
})

const run = (sql: string) => database.db.$executeRawUnsafe(sql)
const commit = (sha: string, authored: number, ...parents: string[]) =>
  run(`insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, authored_at, parent_shas)
    values ('${sha}', 's', '${sha}', 'r', '${sha}', 'Same title (#1)', ${day(authored)}, '{${parents}}')`)
async function pullRequest(
  mergeSha: string | null,
  own: [string, number][],
  more: { count?: number; base?: string } = {},
) {
  const merge = mergeSha === null ? 'null' : `'${mergeSha}'`
  await run(`insert into data."PullRequest" (id, data_source_id, external_id, repository_id, number, title, state, base_ref, head_sha, merge_sha, commits_count, merged_at)
    values ('p', 's', 'p', 'r', 1, '', 'MERGED', '${more.base ?? 'main'}', '${own.at(-1)?.[0] ?? 'head'}', ${merge}, ${more.count ?? own.length}, ${day(9)})`)
  for (const [place, [sha, authored]] of own.entries()) {
    await run(`insert into data."PullRequestCommit" (id, data_source_id, external_id, pull_request_id, sha, position, authored_at)
      values ('${sha}', 's', '${sha}', 'p', '${sha}', ${place + 1}, ${day(authored)})`)
  }
}
async function linked() {
  await linkRecords({ db: database.db })
  const rows = await database.db.$queryRawUnsafe<{ sha: string; rule: string }[]>(
    `select sha, rule from data."CommitPullRequest" order by sha`,
  )
  return Object.fromEntries(rows.map(({ sha, rule }) => [sha, rule]))
}
const unresolved = async () =>
  (
    await database.db.$queryRawUnsafe<{ unresolved: string | null }[]>(`select unresolved from data."PullRequestLink"`)
  )[0]?.unresolved

describe('a pull request got in by', () => {
  it('a merge commit', async () => {
    await commit('a', 0)
    await commit('b1', 1, 'a')
    await commit('b2', 2, 'b1')
    await commit('m', 3, 'a', 'b2')
    await pullRequest('m', [
      ['b1', 1],
      ['b2', 2],
    ])
    expect(await linked()).toEqual({ b1: 'SAME', b2: 'SAME', m: 'MERGED_BY' })
  })

  it('a fast-forward', async () => {
    await commit('a', 0)
    await commit('b1', 1, 'a')
    await commit('b2', 2, 'b1')
    await pullRequest('b2', [
      ['b1', 1],
      ['b2', 2],
    ])
    expect(await linked()).toEqual({ b1: 'SAME', b2: 'SAME' })
  })

  it('a rebase, though the titles are all the same', async () => {
    await commit('a', 0)
    await commit('c1', 1, 'a')
    await commit('c2', 2, 'c1')
    await pullRequest('c2', [
      ['b1', 1],
      ['b2', 2],
    ])
    expect(await linked()).toEqual({ c1: 'REBASE', c2: 'REBASE' })
  })

  it('a squash', async () => {
    await commit('a', 0)
    await commit('s', 3, 'a')
    await pullRequest('s', [
      ['b1', 1],
      ['b2', 2],
    ])
    expect(await linked()).toEqual({ s: 'SQUASH' })
    expect(await unresolved()).toBeNull()
  })

  it('a squash and a merge commit, as GitLab does both: the change is the squash, not the merge', async () => {
    await commit('a', 0)
    await commit('s', 3, 'a')
    await commit('m', 3, 'a', 's')
    await pullRequest('m', [
      ['b1', 1],
      ['b2', 2],
    ])
    expect(await linked()).toEqual({ m: 'MERGED_BY', s: 'SQUASH' })
  })

  it('a rebase and a merge commit', async () => {
    await commit('a', 0)
    await commit('c1', 1, 'a')
    await commit('c2', 2, 'c1')
    await commit('m', 3, 'a', 'c2')
    await pullRequest('m', [
      ['b1', 1],
      ['b2', 2],
    ])
    expect(await linked()).toEqual({ c1: 'REBASE', c2: 'REBASE', m: 'MERGED_BY' })
  })

  it('a squash of a branch whose older commits another one brought in before', async () => {
    await commit('a', 0)
    await commit('b1', 1, 'a')
    await commit('s', 3, 'b1')
    await pullRequest('s', [
      ['b1', 1],
      ['b2', 2],
    ])
    expect(await linked()).toEqual({ s: 'SQUASH' })
  })
})

describe('what comes later is linked later:', () => {
  it('the merge commit', async () => {
    await pullRequest('m', [['b', 1]])
    expect(await linked()).toEqual({})
    expect(await unresolved()).toBe('the commit by which it was merged is not imported')
    await commit('a', 0)
    await commit('b', 1, 'a')
    await commit('m', 2, 'a', 'b')
    expect(await linked()).toEqual({ b: 'SAME', m: 'MERGED_BY' })
    expect(await unresolved()).toBeNull()
  })

  it('the commits behind the merge commit', async () => {
    await commit('m', 3, 'a', 'b2')
    await pullRequest('m', [
      ['b1', 1],
      ['b2', 2],
    ])
    expect(await linked()).toEqual({ m: 'MERGED_BY' })
    await commit('b2', 2, 'b1')
    expect(await linked()).toEqual({ b2: 'SAME', m: 'MERGED_BY' })
    await commit('b1', 1, 'a')
    expect(await linked()).toEqual({ b1: 'SAME', b2: 'SAME', m: 'MERGED_BY' })
    expect(await unresolved()).toBeNull()
  })

  it('its own commits', async () => {
    await commit('a', 0)
    await commit('c1', 1, 'a')
    await commit('c2', 2, 'c1')
    await pullRequest('c2', [], { count: 2 })
    expect(await linked()).toEqual({ c2: 'SQUASH' })
    expect(await unresolved()).toBe('its own commits are not imported')
    for (const [place, sha] of ['b1', 'b2'].entries()) {
      await run(`insert into data."PullRequestCommit" (id, data_source_id, external_id, pull_request_id, sha, position, authored_at)
        values ('${sha}', 's', '${sha}', 'p', '${sha}', ${place + 1}, ${day(place + 1)})`)
    }
    expect(await linked()).toEqual({ c1: 'REBASE', c2: 'REBASE' })
  })

  it('the branch that it was merged into', async () => {
    await pullRequest('m', [['b', 1]], { base: 'release/1.2' })
    await linked()
    expect(await unresolved()).toBe('it was merged into release/1.2, whose history is not imported')
  })
})

it('a pull request that is gone takes its links along', async () => {
  await commit('s', 3)
  await pullRequest('s', [['b', 1]])
  expect(await linked()).toEqual({ s: 'SQUASH' })
  await run(`delete from data."PullRequest"`)
  expect(await linked()).toEqual({})
  expect(await unresolved()).toBeUndefined()
})
