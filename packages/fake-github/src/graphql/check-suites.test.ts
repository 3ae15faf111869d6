import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type Json } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import type { FakeRepository } from '../repository-handle.js'
import { startFakeGithub } from '../start-fake-github.js'

const query = `query($id:ID!,$type:CheckRunType){node(id:$id){... on CheckSuite{app{slug} status conclusion
  workflowRun{databaseId} checkRuns(first:100,filterBy:{checkType:$type}){totalCount
  nodes{databaseId name status conclusion detailsUrl externalId title startedAt completedAt}}}}}`

describe('check suites of workflow runs', () => {
  let github: FakeGithub
  let acme: FakeOwner
  let web: FakeRepository
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
    web = await acme.addRepository({ name: 'web', commits: 1, isPrivate: true })
  })
  afterAll(() => github.close())

  async function suiteOf(run: number, type: string, token = acme.token): Promise<Json> {
    const client = createClient(github, token)
    const { body } = await client.get(`/repos/acme/web/actions/runs/${run}`)
    return client.graphql(query, { id: body.check_suite_node_id, type })
  }

  it('hold a check run for each job, with its number, and what a step has created', async () => {
    const { id } = await web.startRun({ jobs: ['build', 'test', 'test'] })
    await web.finishRun(id)
    const own = await web.createCheckRun(id)
    const { data } = await suiteOf(id, 'ALL')
    expect(data?.node).toMatchObject({ app: { slug: 'github-actions' }, status: 'COMPLETED', conclusion: 'SUCCESS' })
    expect(data?.node?.workflowRun?.databaseId).toBe(id)
    const { body } = await createClient(github, acme.token).get(`/repos/acme/web/actions/runs/${id}/jobs`)
    const jobs = [...(body.jobs ?? [])].map(({ id: job, html_url: url }) => [job, url])
    const found = [...(data?.node?.checkRuns?.nodes ?? [])].map(({ databaseId, detailsUrl }) => [
      databaseId,
      detailsUrl,
    ])
    expect(found).toEqual([...jobs, [own.id, `https://github.example.com/acme/web/runs/${own.id}`]])
    expect(own.id).toBeGreaterThan(2 ** 32)
  })

  it('give one of several jobs of one name as the latest', async () => {
    const { id } = await web.startRun({ jobs: ['test', 'test', 'lint'] })
    const { data } = await suiteOf(id, 'LATEST')
    expect(data?.node?.checkRuns).toMatchObject({ totalCount: 2, nodes: [{ name: 'test' }, { name: 'lint' }] })
  })

  it('are not for tokens that may not read checks', async () => {
    const { id } = await web.startRun()
    const token = github.addToken({ owners: ['acme'], missing: ['checks'] })
    expect(await suiteOf(id, 'ALL', token)).toMatchObject({ data: { node: null }, errors: [{ type: 'FORBIDDEN' }] })
  })
})
