import { expect, it } from 'vitest'
import { readBuild } from './build.js'
import { causesOf } from './causes.js'
import { buildCommits } from './commit-rows.js'
import { pipelineRunRow } from './pipeline-run-row.js'

const sha = 'a'.repeat(40)
const librarySha = 'b'.repeat(40)
const job = { fullName: 'apps/web', path: '/job/apps/job/web', remoteUrls: [], objectUrls: [] }
const web = 'git@github.com:Acme/Web.git'
const library = 'https://github.com/acme/build-library.git'
const buildData = (url: string, hash: string, name = 'refs/remotes/origin/main') => ({
  lastBuiltRevision: { SHA1: hash, branch: [{ name }] },
  remoteUrls: [url],
})
const whole = {
  number: 7,
  id: '7',
  timestamp: 1_767_225_600_000,
  duration: 90_500,
  building: false,
  result: 'UNSTABLE',
  displayName: '#7',
  fullDisplayName: 'apps » web #7',
  actions: [
    null,
    { causes: [{ _class: 'hudson.model.Cause$UserIdCause', userId: 'ana', userName: 'Ana' }] },
    {},
    { waitingDurationMillis: 5, blockedDurationMillis: 0, buildableDurationMillis: 20 },
    buildData(library, librarySha, 'master'),
    buildData(web, sha),
  ],
  changeSets: [{ kind: 'git', items: [{ commitId: 'c'.repeat(40) }, { commitId: sha }] }],
}

function map(change: object = {}, of: object = {}) {
  const build = readBuild({ ...whole, ...change })
  const item = { ...job, name: 'web', className: null, mark: null, lastNumber: null, firstNumber: null, ...of }
  const commits = buildCommits(build, item, { id: 'row', externalId: 'run' })
  const context = { job: item, rootUrl: 'https://ci.acme.example', idOf: (_: object, id: string) => `row of ${id}` }
  return {
    row: pipelineRunRow(build, causesOf(build), commits.own, context),
    commits: commits.rows,
    causes: causesOf(build),
  }
}

it('a build has every field', () => {
  expect(map().row).toEqual({
    externalId: 'apps/web#7@1767225600000',
    pipelineId: 'row of apps/web',
    triggeredById: 'row of ana',
    name: 'apps » web #7',
    number: 7,
    status: 'DONE',
    originalStatus: 'finished',
    result: 'UNSTABLE',
    originalResult: 'UNSTABLE',
    sha,
    ref: 'main',
    trigger: 'hudson.model.Cause$UserIdCause',
    url: 'https://ci.acme.example/job/apps/job/web/7/',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    startedAt: new Date('2026-01-01T00:00:00Z'),
    finishedAt: new Date('2026-01-01T00:01:30.500Z'),
    queuedMs: 25,
    durationMs: 90_500,
  })
})

it('one that runs has no result, no end and no duration, though it shows them', () => {
  const { row } = map({ building: true, duration: 0, result: 'UNSTABLE' })
  expect(row).toMatchObject({ status: 'RUNNING', result: null, originalResult: 'UNSTABLE' })
  expect([row.finishedAt, row.durationMs]).toEqual([null, null])
})

it.each([
  [{ duration: 0, result: null }, 'DONE', null, null, null],
  [{ duration: 0, result: 'ABORTED' }, 'DONE', 'CANCELLED', 0, '2026-01-01T00:00:00.000Z'],
  [{ result: 'NOT_BUILT' }, 'DONE', 'SKIPPED', 90_500, '2026-01-01T00:01:30.500Z'],
  [{ result: 'A_NEW_ONE' }, 'DONE', null, 90_500, '2026-01-01T00:01:30.500Z'],
  [{ building: undefined, result: undefined }, null, null, null, null],
  [{ building: undefined, inProgress: true }, 'RUNNING', null, null, null],
  [{ building: undefined }, 'DONE', 'UNSTABLE', 90_500, '2026-01-01T00:01:30.500Z'],
])('%j', (change, status, result, durationMs, finishedAt) => {
  const { row } = map(change)
  expect([row.status, row.result, row.durationMs, row.finishedAt?.toISOString() ?? null]).toEqual([
    ...[status, result, durationMs, finishedAt],
  ])
})

it('the shared library that was checked out first is not primary', () => {
  const shown = map().commits.map(({ sha, ref, remoteKey, isPrimary }) => [sha, ref, remoteKey, isPrimary])
  expect(shown).toEqual([
    [librarySha, 'master', 'github.com/acme/build-library', false],
    [sha, 'main', 'github.com/acme/web', true],
    ['c'.repeat(40), 'main', 'github.com/acme/web', true],
  ])
})

it.each([
  ['its configuration', { fullName: 'x', remoteUrls: ['https://github.com/acme/build-library'] }, librarySha],
  ['another repository in its configuration', { fullName: 'x', remoteUrls: ['https://github.com/acme/other'] }, null],
  ['the page of its branch', { fullName: 'x', objectUrls: ['https://github.com/acme/web/tree/main'] }, sha],
  ['the name of its branch', { fullName: 'x/master' }, librarySha],
  ['the name of its folder', { fullName: 'web/x' }, sha],
  ['the changes', { fullName: 'x' }, sha],
])('knows the primary repository by %s', (_, of, expected) => {
  expect(map({}, of).row.sha).toBe(expected)
})

it('does not guess where nothing tells the primary repository', () => {
  const other = buildData('https://github.com/acme/tools.git', librarySha)
  const { row, commits } = map({ changeSets: [], actions: [other, buildData(web, sha)] }, { fullName: 'x' })
  expect([row.sha, row.ref]).toEqual([null, null])
  expect(commits.map(({ isPrimary }) => isPrimary)).toEqual([null, null])
})

it('takes the change set of a freestyle build, and no revision of Subversion', () => {
  expect(map({ changeSets: undefined, changeSet: whole.changeSets[0] }).commits).toHaveLength(3)
  const svn = { kind: 'svn', items: [{ commitId: '4711' }] }
  expect(map({ actions: [], changeSets: [svn] }).commits).toEqual([])
})

it('knows the build that started it, and nobody by the name anonymous', () => {
  const causes = [
    { upstreamProject: 'apps/lib', upstreamBuild: 3 },
    { userId: null, userName: 'anonymous' },
  ]
  expect(map({ actions: [{ causes }] }).causes).toMatchObject({
    upstream: { job: 'apps/lib', number: 3 },
    person: null,
  })
})

it.each([
  { number: undefined, id: undefined },
  { number: {}, id: null },
])('makes no row without a number: %j', (change) => {
  expect(() => map(change)).toThrow('a build without its number')
})

it.each([
  ['a part of its name', 'nightly-web-tests', sha],
  ['not being called a library', 'x', sha],
])('knows it without changes by %s', (_, fullName, expected) => {
  expect(map({ changeSets: [] }, { fullName }).row.sha).toBe(expected)
})
