import { Gitlab } from '@gitbeaker/rest'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FakeGitlab, type FakeProjectHandle, startFakeGitlab } from './index.js'

// A client that nobody here wrote, unpatched.
let fake: FakeGitlab
let web: FakeProjectHandle
let api: InstanceType<typeof Gitlab>

beforeEach(async () => {
  fake = await startFakeGitlab()
  const acme = fake.addGroup('acme')
  for (const name of ['ana', 'bo']) acme.addMember(name)
  web = acme.addProject({ path: 'platform/web', commits: 230 })
  for (let index = 0; index < 120; index++) acme.addProject({ path: `small-${index}` })
  api = new Gitlab({ host: fake.url, token: acme.token })
})
afterEach(() => fake.close())

it('lists projects by offset and by keyset, and their members', async () => {
  const byOffset = await api.Groups.allProjects('acme', { includeSubgroups: true, perPage: 50 })
  const byKeyset = await api.Projects.all({ pagination: 'keyset', orderBy: 'id', sort: 'asc', perPage: 50 })
  expect(byOffset).toHaveLength(121)
  expect(byKeyset.map(({ id }) => id)).toEqual([...byKeyset.map(({ id }) => id)].sort((a, b) => Number(a) - Number(b)))
  expect(byKeyset).toHaveLength(121)
  expect(await api.Projects.show('acme/platform/web')).toMatchObject({ id: web.id, default_branch: 'main' })
  expect(await api.GroupMembers.all('acme', { includeInherited: true })).toHaveLength(3)
  expect(await api.Users.showCurrentUser()).toMatchObject({ username: 'importer' })
})

it('lists commits with their lines, ranges of them, and compares', async () => {
  const all = (await api.Commits.all(web.id, { refName: 'main', withStats: true, perPage: 100 })) as {
    id: string
    stats?: object
  }[]
  expect(all.map(({ id }) => id)).toEqual(web.history().map(({ sha }) => sha))
  expect(all[0]?.stats).toMatchObject({ additions: web.history()[0]?.additions })
  const [before] = web.history()
  web.lateMerge({ commits: 3, committedAt: new Date('2026-01-01') })
  const head = web.history()[0]?.sha ?? ''
  const range = await api.Commits.all(web.id, { refName: `${before?.sha}..${head}` })
  expect(range).toHaveLength(4)
  const compared = await api.Repositories.compare(web.id, before?.sha ?? '', head)
  const comparedCommits = (compared.commits ?? []) as { id: string }[]
  expect(comparedCommits.map(({ id }) => id).sort()).toEqual(range.map(({ id }) => id).sort())
  expect((await api.Branches.show(web.id, 'main')).commit.id).toBe(head)
})

it('lists merge requests and everything that belongs to them', async () => {
  const issue = web.openIssue()
  const given = web.openMergeRequest({ closes: [issue.iid], commits: 3 })
  for (let index = 0; index < 104; index++) web.openMergeRequest()
  web.comment(given, { path: 'src/a.ts' })
  web.approve(given, 'bo')
  web.requestReview(given, 'ana')
  const all = await api.MergeRequests.all({ projectId: web.id, perPage: 100, orderBy: 'updated_at' })
  expect(all).toHaveLength(105)
  expect(all[0]?.iid).toBe(given.iid)
  expect(await api.MergeRequestNotes.all(web.id, given.iid)).toHaveLength(3)
  expect(await api.MergeRequests.allCommits(web.id, given.iid)).toHaveLength(3)
  expect(await api.MergeRequests.allIssuesClosed(web.id, given.iid)).toMatchObject([{ iid: issue.iid }])
  const approvals = await api.MergeRequestApprovals.showConfiguration(web.id, { mergerequestIId: given.iid })
  expect(approvals).toMatchObject({ approved_by: [{ user: { username: 'bo' } }] })
  expect(await api.Issues.all({ projectId: web.id })).toMatchObject([{ iid: issue.iid }])
})

it('lists pipelines, jobs, bridges, tests, deployments and releases', async () => {
  const pipeline = web.startPipeline({ jobs: ['build', 'test'] })
  web.retryJob(pipeline, 'test')
  const child = web.startPipeline({ parent: pipeline })
  web.finishPipeline(pipeline)
  web.deploy({ pipeline })
  web.release({ tag: 'v1' })
  expect(await api.Pipelines.all(web.id)).toMatchObject([{ id: pipeline.id, status: 'success' }])
  expect(await api.Pipelines.all(web.id, { source: 'parent_pipeline' })).toMatchObject([{ id: child.id }])
  expect(await api.Pipelines.show(web.id, pipeline.id)).toMatchObject({ duration: expect.any(Number) })
  const jobs = await api.Jobs.all(web.id, { pipelineId: pipeline.id, includeRetried: true })
  expect(jobs.map(({ name }) => name).sort()).toEqual(['build', 'test', 'test'])
  expect(await api.Jobs.allPipelineBridges(web.id, pipeline.id)).toMatchObject([
    { downstream_pipeline: { id: child.id } },
  ])
  expect(await api.Pipelines.showTestReportSummary(web.id, pipeline.id)).toMatchObject({ total: { count: 0 } })
  expect(await api.Deployments.all(web.id)).toMatchObject([{ sha: pipeline.sha }])
  expect(await api.ProjectReleases.all(web.id)).toMatchObject([{ tag_name: 'v1' }])
})
