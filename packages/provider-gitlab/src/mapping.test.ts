import { describe, expect, it } from 'vitest'
import { commitRow } from './commit/commit-row.js'
import { accountOf } from './people/account.js'
import { commitPersonRow } from './people/commit-person.js'
import type { GitlabMergeRequest, MergeRequestDetails, Note } from './pull-request/merge-request.js'
import { pullRequestRow } from './pull-request/pull-request-row.js'
import { approvedAtOf, readyAtOf, requestedAtOf, takenBackAtOf } from './pull-request/system-notes.js'
import { nothingIn } from './record/gitlab-project.js'
import { repositoryRow } from './repository/repository-row.js'

const people = {
  idOf: (account: { id: string | null } | null) => account?.id ?? null,
  idOfCommitPerson: () => 'somebody',
}
const project = { key: '7', id: 'row-7' }
const sha = 'a'.repeat(40)

const mergeRequest: GitlabMergeRequest = {
  ...{
    id: 1,
    iid: 2,
    title: 'Mend',
    description: null,
    state: 'opened',
    author: { id: 5, username: 'ana' },
    labels: ['x'],
  },
  ...{ sha, merge_commit_sha: 'm', squash_commit_sha: 's', draft: false, created_at: '2026-01-01T00:00:00.000Z' },
  ...{ updated_at: '2026-01-02T00:00:00.000+02:00', merged_at: null, closed_at: null },
}
const details: MergeRequestDetails = {
  ...{ lines: null, lacksLines: false, sourceUrl: null, notes: [], commits: [], isApproved: false },
}

describe('a merge request', () => {
  const row = (changes: Partial<GitlabMergeRequest>, with_ = details) =>
    pullRequestRow({ ...mergeRequest, ...changes }, 'row-7', with_, people)

  it('has a merge commit only where it was merged', () => {
    const merged_at = '2026-01-03T00:00:00Z'
    expect(row({}).mergeSha).toBeNull()
    expect(row({ state: 'closed' })).toMatchObject({ state: 'CLOSED', mergeSha: null })
    expect(row({ state: 'merged', merged_at }).mergeSha).toBe('m')
    expect(row({ state: 'merged', merged_at, merge_commit_sha: null }).mergeSha).toBe('s')
    expect(row({ state: 'merged', merged_at, merge_commit_sha: null, squash_commit_sha: null }).mergeSha).toBe(sha)
  })

  it('that is locked is open, and one that says nothing of its end but when it was merged is merged', () => {
    expect(row({ state: 'locked' })).toMatchObject({ state: 'OPEN', originalState: 'locked' })
    expect(row({ state: 'closed', merged_at: '2026-01-03T00:00:00Z' }).state).toBe('MERGED')
  })

  it('has unknown lines as null, and leaves them where nobody asked', () => {
    expect(row({})).toMatchObject({ additions: null, deletions: null, changedFiles: null })
    expect('additions' in row({}, { ...details, lines: undefined })).toBe(false)
    const lines = { additions: 0, deletions: 3, files: 1 }
    expect(row({}, { ...details, lines })).toMatchObject({ additions: 0, deletions: 3, changedFiles: 1 })
  })

  it('of old servers says so by other names; ids may be texts, labels have details', () => {
    const old = {
      draft: undefined,
      work_in_progress: true,
      merge_user: undefined,
      merged_by: { id: '9', username: 'bo' },
    }
    const found = row({
      ...old,
      id: '12',
      iid: '3',
      state: 'merged',
      labels: [{ name: 'a' }, null, 'b'],
    } as Partial<GitlabMergeRequest>)
    expect(found).toMatchObject({
      externalId: '12',
      number: 3,
      isDraft: true,
      mergedById: '9',
      mergedByName: 'bo',
      labels: ['a', 'b'],
    })
  })

  it('without an id is no row', () => {
    expect(() => row({ id: undefined } as never)).toThrow('without its id')
  })

  it('of a deleted user keeps the name alone', () => {
    expect(row({ author: { id: 3, username: 'ghost' } })).toMatchObject({ authorId: null, authorName: 'ghost' })
    expect(row({ author: null })).toMatchObject({ authorId: null, authorName: null })
  })
})

describe('notes of GitLab', () => {
  const note = (body: string, createdAt: string): Note => ({
    ...{
      id: createdAt,
      author: { id: 'gid://gitlab/User/5', username: 'ana' },
      isSystem: true,
      body,
      path: null,
      createdAt,
      updatedAt: null,
    },
  })
  const at = (day: number) => `2026-01-0${day}T00:00:00Z`

  it('tell when it was ready, in old words too', () => {
    expect(
      readyAtOf([
        note('marked this merge request as **draft**', at(1)),
        note('marked this merge request as **ready**', at(2)),
      ]),
    ).toEqual(new Date(at(2)))
    expect(readyAtOf([note('unmarked as a **Work In Progress**', at(1))])).toEqual(new Date(at(1)))
    expect(readyAtOf([note('unmarked this merge request as a draft', at(3))])).toBeNull()
    expect(readyAtOf([{ ...note('marked this merge request as **ready**', at(2)), isSystem: false }])).toBeNull()
  })

  it('tell who was asked, and who no more', () => {
    const notes = [
      note('requested review from @ana and @bo.x', at(1)),
      note('removed review request for @bo.x', at(2)),
      note('requested review from @chen and removed review request for @ana', at(3)),
    ]
    expect(requestedAtOf(notes, 'bo.x')).toEqual(new Date(at(1)))
    expect(requestedAtOf(notes, 'ana')).toEqual(new Date(at(1)))
    expect(requestedAtOf(notes, 'bo')).toBeNull()
    expect(takenBackAtOf(notes, 'ana')).toEqual(new Date(at(3)))
  })

  it('tell when somebody approved', () => {
    expect(approvedAtOf([note('approved this merge request', at(4))], '5', 'x')).toEqual(new Date(at(4)))
    expect(approvedAtOf([note('approved this merge request', at(4))], '15', 'bo')).toBeNull()
    const byBo = {
      ...note('approved this merge request', at(4)),
      author: { id: 'gid://gitlab/User/15', username: 'bo' },
    }
    expect(approvedAtOf([byBo], '5', 'ana')).toBeNull()
    expect(approvedAtOf([note('unapproved this merge request', at(4))], '5', 'ana')).toBeNull()
  })
})

describe('people', () => {
  it('are bots by their own word or by the name of a token', () => {
    expect(accountOf({ id: 1, username: 'project_12_bot_ab' })?.row?.isBot).toBe(true)
    expect(accountOf({ id: 1, username: 'ana', bot: false })?.row?.isBot).toBe(false)
    expect(accountOf({ id: 1, username: 'ana' })?.row).not.toHaveProperty('isBot')
  })

  it('of commits are accounts by their address, by the number in it, or people of their own', () => {
    const known = new Map([['ana@acme.example', '5']])
    expect(commitPersonRow({ name: 'A', email: ' Ana@Acme.example' }, known)).toEqual({ externalId: '5' })
    expect(commitPersonRow({ name: 'B', email: '12-bo@users.noreply.gitlab.com' }, known)).toEqual({ externalId: '12' })
    expect(commitPersonRow({ name: 'C', email: 'C@x.example' }, known)).toMatchObject({
      externalId: 'email:c@x.example',
      name: 'C',
    })
    expect(commitPersonRow({ name: 'D', email: '' }, known)).toBeNull()
  })
})

it('a commit without statistics has unknown lines', () => {
  const row = commitRow({ id: sha, message: 'Hi\n', committed_date: '2026-01-01T00:00:00.000+02:00' }, project, people)
  expect(row).toMatchObject({
    linesAdded: null,
    linesRemoved: null,
    message: 'Hi',
    isMerge: null,
    committedAt: new Date('2025-12-31T22:00:00Z'),
  })
  expect(
    commitRow({ id: sha, stats: { additions: 0, deletions: 0 }, parent_ids: ['b', 'c'] }, project, people),
  ).toMatchObject({
    ...{ linesAdded: 0, linesRemoved: 0, isMerge: true, externalId: `${sha}@7` },
  })
})

describe('a project', () => {
  it('says what is switched off, in old words too', () => {
    expect(nothingIn({ empty_repo: true, issues_access_level: 'disabled' })).toEqual({
      ...{ commit: 'the repository is empty', issue: 'issues are switched off' },
    })
    expect(nothingIn({ default_branch: 'main', jobs_enabled: false })).toHaveProperty('job', 'CI/CD is switched off')
    expect(nothingIn({ default_branch: 'main', builds_access_level: 'private', jobs_enabled: false })).toEqual({})
  })

  it('has unknown counts as null', () => {
    const row = repositoryRow({ id: '5', path_with_namespace: 'acme/web', visibility: 'internal' }, undefined)
    expect(row).toMatchObject({
      externalId: '5',
      name: 'web',
      stars: null,
      isPrivate: true,
      isFork: false,
      isArchived: null,
    })
    expect(row).not.toHaveProperty('language')
  })
})
