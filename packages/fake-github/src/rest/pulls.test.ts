import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import type { FakeRepository } from '../repository-handle.js'
import { startFakeGithub } from '../start-fake-github.js'

describe('what belongs to a pull request in REST', () => {
  let github: FakeGithub
  let acme: FakeOwner
  let repository: FakeRepository
  const client = () => createClient(github, acme.token)
  const base = '/repos/acme/web'
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
    repository = await acme.addRepository({ name: 'web', commits: 2 })
  })
  afterAll(() => github.close())

  it('lists its commits, oldest first', async () => {
    const pull = await repository.openPullRequest({ commits: 3 })
    const commits = await client().list(`${base}/pulls/${pull.number}/commits?per_page=2`)
    expect(commits.map(({ sha }) => sha)).toEqual(pull.commitShas)
  })

  it('names who is asked for a review until the request is taken back or the review has come', async () => {
    const { number } = await repository.openPullRequest()
    for (const reviewer of ['ana', 'bo', 'chen']) await repository.requestReview(number, { reviewer })
    await repository.withdrawReviewRequest(number, { reviewer: 'bo' })
    await repository.reviewPullRequest(number, { author: 'chen' })
    const { body } = await client().get(`${base}/pulls/${number}/requested_reviewers`)
    expect([...(body.users ?? [])].map(({ login }) => login)).toEqual(['ana'])
    const pull = await client().get(`${base}/pulls/${number}`)
    expect([...(pull.body.requested_reviewers ?? [])].map(({ login }) => login)).toEqual(['ana'])
  })

  it('has its comments on files apart from those of its conversation', async () => {
    const { number } = await repository.openPullRequest()
    const other = await repository.openPullRequest()
    const onFile = await repository.commentOnPullRequest(number, { path: 'src/a.ts' })
    const said = await repository.commentOnPullRequest(number)
    await repository.commentOnPullRequest(other.number)
    const ids = async (path: string) => (await client().list(`${base}${path}`)).map(({ id }) => id)
    expect(await ids(`/pulls/${number}/comments`)).toEqual([onFile.id])
    expect(await ids(`/issues/${number}/comments`)).toEqual([said.id])
    expect((await client().get(`${base}/issues/999/comments`)).status).toBe(404)
    const [comment] = await client().list(`${base}/issues/${number}/comments`)
    expect(comment?.reactions?.total_count).toBe(0)
  })

  it('has a number in GraphQL although it no longer fits 32 bits', async () => {
    const { number, id } = await repository.openPullRequest()
    const review = await repository.reviewPullRequest(number, { author: 'ana' })
    const answer = await client().graphql(
      `{repository(owner:"acme",name:"web"){pullRequest(number:${number}){databaseId
       reviews(first:1){nodes{databaseId author{...on User{isSiteAdmin}}}}}}}`,
    )
    expect(id).toBeGreaterThan(2 ** 31)
    const reviews = { nodes: [{ databaseId: review.id, author: { isSiteAdmin: false } }] }
    expect(answer).toEqual({ data: { repository: { pullRequest: { databaseId: id, reviews } } } })
  })

  it('says that nobody showed a membership', async () => {
    acme.addMember('ana')
    expect((await client().get('/users/ana/orgs')).body).toEqual([])
  })
})
