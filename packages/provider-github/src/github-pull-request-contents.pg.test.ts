import { describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

/** One pass, after which the rows equal the truth. */
async function importAll(dataSourceId: string): Promise<void> {
  imports.later()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
}

describe('what a pull request holds', () => {
  it('comes with it: labels, commits, requests for reviews, linked issues, when it became ready', async () => {
    const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
    const issue = await web.openIssue({ type: 'Bug', assignees: ['ana', 'bo'] })
    const { number } = await web.openPullRequest({
      isDraft: true,
      commits: 3,
      labels: ['hotfix'],
      closes: [issue.number],
    })
    await web.requestReview(number, { reviewer: 'ana' })
    await web.requestReview(number, { team: 'platform' })
    await web.updatePullRequest(number, { isDraft: false })
    await web.commentOnPullRequest(number, { author: 'bo' })
    const review = await web.reviewPullRequest(number, { author: 'ana' })
    await web.commentOnPullRequest(number, { path: 'src/index.ts', review: review.id })
    const source = await imports.addSource()
    await importAll(source.id)
    const [comment] = await imports.db().pullRequestComment.findMany({ where: { path: { not: null } } })
    expect(comment?.reviewId).toBe((await imports.db().review.findFirstOrThrow()).id)
    expect(await imports.db().issue.findFirstOrThrow()).toMatchObject({ type: 'Bug' })
    expect(await imports.db().reviewRequest.findMany({ orderBy: { requestedAt: 'asc' } })).toMatchObject([
      { reviewerName: 'ana', removedAt: null },
      { reviewerName: 'platform', reviewerId: null },
    ])
  })

  it('is read again when it changes', async () => {
    const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
    const { number } = await web.openPullRequest({ commits: 1 })
    await web.requestReview(number, { reviewer: 'ana' })
    const { id } = await web.commentOnPullRequest(number)
    const source = await imports.addSource()
    await importAll(source.id)
    await web.updatePullRequest(number, { commits: 2, labels: ['late'] })
    await web.withdrawReviewRequest(number, { reviewer: 'ana' })
    await web.updateComment(id, 'Looks right.')
    await importAll(source.id)
    expect((await imports.db().reviewRequest.findFirstOrThrow()).removedAt).not.toBeNull()
  })

  it('loses what it no longer holds: commits of a force push, an issue that is closed by another', async () => {
    const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
    const issue = await web.openIssue()
    const { number } = await web.openPullRequest({ commits: 3, closes: [issue.number] })
    const source = await imports.addSource()
    await importAll(source.id)
    await web.updatePullRequest(number, { commits: 1, isRewritten: true, closes: [] })
    await importAll(source.id)
    expect(await imports.db().pullRequestCommit.count()).toBe(1)
    expect(await imports.db().pullRequestIssue.count()).toBe(0)
  })

  it('is read to the end of each list', async () => {
    const web = await imports.acme().addRepository({ name: 'web', commits: 1 })
    const { number } = await web.openPullRequest({ commits: 120 })
    for (let count = 0; count < 110; count++) await web.requestReview(number, { team: `team-${count}` })
    const source = await imports.addSource()
    await importAll(source.id)
    expect(await imports.db().pullRequestCommit.count()).toBe(120)
    expect(await imports.db().reviewRequest.count()).toBe(110)
  })

  it('comes without its issues where the token may not see them', async () => {
    const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
    const issue = await web.openIssue()
    await web.openPullRequest({ closes: [issue.number] })
    const token = imports.github().addToken({ owners: ['acme'], missing: ['issues'] })
    await imports.addSource({ GITHUB_TOKEN: token })
    expect(statusesOf(await imports.pass())).toMatchObject({ 'pull-request': 'COMPLETED' })
    expect(await imports.db().pullRequest.count()).toBe(1)
    expect(await imports.db().pullRequestIssue.count()).toBe(0)
  })

  it('that GitHub deleted is marked, and the others are not', async () => {
    const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
    const gone = await web.openPullRequest()
    await web.openPullRequest()
    const source = await imports.addSource()
    await importAll(source.id)
    await web.deletePullRequest(gone.number)
    imports.later()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    const stored = await imports.db().pullRequest.findMany({ orderBy: { number: 'asc' } })
    expect(stored.map(({ removedAt }) => removedAt !== null)).toEqual([true, false])
  })

  it('costs no request of its own, and three points more for a page', async () => {
    const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
    for (let count = 0; count < 60; count++) await web.openPullRequest()
    await imports.addSource()
    await imports.pass()
    const { log, points } = imports.github().traffic
    const asked = log.flatMap(({ operation }) => operation ?? [])
    expect(asked.sort()).toEqual(['history', 'members', 'probe', 'pullRequests', 'reviews', 'reviews'])
    // 4 for the page of pull requests, 1 for each of the other queries, and 5 for the probe at most.
    expect(points).toBeLessThanOrEqual(4 + 4 + 5)
  })
})

it('a workflow comes with its runs, and is marked once it is gone', async () => {
  const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
  const { workflowId } = await web.startRun({ name: 'Build' })
  await web.startRun({ name: 'Deploy' })
  const source = await imports.addSource()
  await importAll(source.id)
  const run = await imports.db().pipelineRun.findFirstOrThrow({ where: { name: 'Build' }, include: { pipeline: true } })
  expect(run.pipeline).toMatchObject({ externalId: String(workflowId), fullName: '.github/workflows/build.yml' })
  await web.deleteWorkflow(workflowId)
  await web.push()
  await importAll(source.id)
  const gone = await imports.db().pipeline.findFirstOrThrow({ where: { externalId: String(workflowId) } })
  expect(gone.removedAt).not.toBeNull()
})

it('a deployment is of the run whose log it names', async () => {
  const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
  const run = await web.startRun()
  const { id } = await web.deploy()
  await web.setDeploymentStatus(id, { run: run.id })
  const source = await imports.addSource()
  await importAll(source.id)
  const stored = await imports.db().pipelineRun.findFirstOrThrow()
  expect((await imports.db().deployment.findFirstOrThrow()).pipelineRunId).toBe(stored.id)
})
