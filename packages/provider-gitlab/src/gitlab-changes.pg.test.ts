import type { FakeIssue, FakeMergeRequest, FakePipeline, FakeProjectHandle } from '@data-import/fake-gitlab'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useGitlabImports } from './testing/gitlab-imports.fixture.js'

const imports = useGitlabImports()

interface Things {
  web: FakeProjectHandle
  open: FakeMergeRequest
  other: FakeMergeRequest
  issue: FakeIssue
  pipeline: FakePipeline
}

function world(): Things {
  const { ago } = imports
  const web = imports.acme().addProject({ path: 'platform/web', commits: 12, committedAt: ago(30), createdAt: ago(60) })
  const [open, other] = [1, 2].map(() => web.openMergeRequest({ createdAt: ago(20) }))
  const issue = web.openIssue({ createdAt: ago(20), labels: ['bug'] })
  const pipeline = web.startPipeline({ createdAt: ago(10) })
  web.finishPipeline(pipeline, 'success', ago(9))
  web.deploy({ createdAt: ago(10) })
  web.release({ createdAt: ago(10), tag: 'v1/first release' })
  if (!open || !other) throw new Error('no merge request')
  return { web, open, other, issue, pipeline }
}

type Mutation = [what: string, mutate: (things: Things) => void]

const mutations: Mutation[] = [
  ['a push', ({ web }) => void web.push({ commits: 3 })],
  ['a late merge', ({ web }) => void web.lateMerge({ commits: 3, committedAt: imports.ago(50) })],
  ['a force push', ({ web }) => void web.forcePush({ drop: 2, add: 1 })],
  ['a force push back', ({ web }) => void web.forcePush({ drop: 2 })],
  ['a force push whose former head is collected', ({ web }) => void web.forcePush({ drop: 1, add: 2, collects: true })],
  [
    'a new merge request',
    ({ web, issue }) => void web.openMergeRequest({ closes: [issue.iid], reviewers: [imports.acme().account('bo')] }),
  ],
  ['a new title', ({ web, open }) => web.updateMergeRequest(open, { title: 'Another', labels: ['a', 'b'] })],
  ['a push to a merge request', ({ web, open }) => web.pushToMergeRequest(open, 2)],
  ['a draft', ({ web, open }) => web.setDraft(open, true)],
  ['a draft that is finished', ({ web, open }) => web.setDraft(open, false)],
  ['a comment', ({ web, open }) => void web.comment(open, { path: 'src/index.ts' })],
  ['an approval', ({ web, open }) => web.approve(open, 'bo')],
  ['an approval that is withdrawn', ({ web, open }) => web.unapprove(open, 'bo')],
  ['an approval anew', ({ web, open }) => web.approve(open, 'bo')],
  ['a request for review', ({ web, open }) => web.requestReview(open, 'chen')],
  ['a request that is taken back', ({ web, open }) => web.removeReviewRequest(open, 'chen')],
  ['a merge', ({ web, open }) => web.mergeMergeRequest(open)],
  ['a comment after the merge', ({ web, open }) => void web.comment(open)],
  ['a merge request that is closed', ({ web, other }) => web.setMergeRequestState(other, 'closed')],
  ['and opened again', ({ web, other }) => web.setMergeRequestState(other, 'opened')],
  ['a squash', ({ web, other }) => web.mergeMergeRequest(other, 'squash')],
  ['a fast-forward', ({ web }) => web.mergeMergeRequest(web.openMergeRequest(), 'fast-forward')],
  ['a merge request that is deleted', ({ web, other }) => web.deleteMergeRequest(other)],
  ['an issue that is closed', ({ web, issue }) => web.setIssueState(issue, 'closed')],
  ['a new issue', ({ web }) => void web.openIssue({ assignees: [imports.acme().account('dara')] })],
  ['an issue that is deleted', ({ web, issue }) => web.deleteIssue(issue)],
  ['a new pipeline', ({ web }) => void web.startPipeline({ jobs: ['build', 'lint'] })],
  ['a child pipeline', ({ web, pipeline }) => void web.startPipeline({ parent: pipeline })],
  ['an old pipeline whose job is retried', ({ web, pipeline }) => void web.retryJob(pipeline, 'test')],
  ['a pipeline that fails', ({ web, pipeline }) => web.finishPipeline(pipeline, 'failed')],
  [
    'a pipeline with tests',
    ({ web }) => {
      const suite = { success: 5, failed: 1, skipped: 2, error: 1, seconds: 2.5, jobIds: [] }
      const suites = [
        { ...suite, name: 'unit' },
        { ...suite, name: 'slow' },
      ]
      web.finishPipeline(web.startPipeline({ suites }))
    },
  ],
  ['a pipeline without a time of change', ({ web }) => void web.startPipeline({ hasUpdatedAt: false })],
  ['a manual job', ({ web, pipeline }) => void web.addManualJob(web.startPipeline({ parent: pipeline }), 'go')],
  ['a deployment', ({ web }) => void web.deploy({ environment: 'staging' })],
  [
    'a deployment that fails',
    ({ web }) => web.setDeploymentStatus([...web.truth().deployments.values()][1] ?? expect.fail(), 'failed'),
  ],
  ['a release', ({ web }) => void web.release({ tag: 'v2' })],
  [
    'a release whose text changes',
    ({ web }) => web.updateRelease(web.truth().releases.get('v2') ?? expect.fail(), { name: 'Two' }),
  ],
  ['a release that is deleted', ({ web }) => web.deleteRelease(web.truth().releases.get('v2') ?? expect.fail())],
  ['a new description', ({ web }) => web.update({ description: 'The web', stars: 3 })],
  ['a new project', () => void imports.acme().addProject({ path: 'api', commits: 3 })],
]

it('each change is there after the next pass', async () => {
  const things = world()
  const source = await imports.addSource()
  await imports.completePass()
  await imports.expectTruth(source.id)
  for (const [what, mutate] of mutations) {
    imports.later(0.5)
    mutate(things)
    imports.later(0.01)
    expect(statusesOf(await imports.pass()), what).toEqual(allCompleted)
    await imports.expectTruth(source.id, {}, what)
  }
})

it('what is gone is marked so, and its row stays', async () => {
  const { web, open, issue } = world()
  await imports.addSource()
  await imports.completePass()
  web.deleteMergeRequest(open)
  web.deleteIssue(issue)
  web.deleteRelease([...web.truth().releases.values()][0] ?? expect.fail())
  const lost = web.history()[0]
  web.forcePush({ drop: 1 })
  imports.later()
  await imports.completePass()
  const { db } = imports
  for (const rows of [db().pullRequest, db().issue, db().release]) {
    // One shape for all three models.
    const removed = await (rows as ReturnType<typeof db>['issue']).count({ where: { removedAt: { not: null } } })
    expect(removed).toBe(1)
  }
  expect(await db().commit.findFirst({ where: { sha: lost?.sha ?? '' } })).toMatchObject({
    unreachableAt: expect.any(Date),
  })
})

it('a renamed project keeps its rows, and one that is deleted is marked', async () => {
  const { web } = world()
  const api = imports.acme().addProject({ path: 'api', commits: 2 })
  const source = await imports.addSource()
  await imports.completePass()
  web.rename('www')
  imports.later()
  await imports.completePass()
  expect(await imports.db().repository.count()).toBe(2)
  expect(await imports.db().repository.findFirst({ where: { externalId: String(web.id) } })).toMatchObject({
    fullName: 'acme/platform/www',
  })
  api.remove()
  imports.later()
  expect((await imports.pass()).status).not.toBe('completed')
  expect(await imports.db().repository.findFirst({ where: { externalId: String(api.id) } })).toMatchObject({
    removedAt: expect.any(Date),
  })
  imports.later()
  await imports.pass()
  expect(
    await imports.db().commit.count({ where: { dataSourceId: source.id, sha: api.history()[0]?.sha ?? '' } }),
  ).toBe(1)
})

it('a pipeline that ends in the second of the last look is there after the next pass', async () => {
  const { web } = world()
  const source = await imports.addSource()
  const pipelines = [1, 2, 3].map(() => web.startPipeline({ createdAt: imports.ago(2) }))
  await imports.completePass()
  for (const pipeline of pipelines) {
    await imports.completePass()
    web.finishPipeline(pipeline)
    await imports.completePass()
    await imports.expectTruth(source.id)
  }
})
