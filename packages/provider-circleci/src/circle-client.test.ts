import { createRequire } from 'node:module'
import { type FakeCircleci, startFakeCircleci } from '@data-import/fake-circleci'
import { afterEach, beforeEach, expect, it } from 'vitest'

// A client that others wrote drives the fake, so that it isn't only our own reading of CircleCI's API that agrees with it.
const { default: CircleClient } = createRequire(import.meta.url)('circle-client') as typeof import('circle-client')
let circleci: FakeCircleci
const address = CircleClient.baseUrl

beforeEach(async () => {
  circleci = await startFakeCircleci()
  // The client has no setting for it.
  Reflect.set(CircleClient, 'baseUrl', `${circleci.url}/api/v2`)
})

afterEach(async () => {
  Reflect.set(CircleClient, 'baseUrl', address)
  await circleci.close()
})

it('circle-client reads pipelines by pages, their workflows and the jobs of those', async () => {
  const acme = circleci.addOrganization('gh/acme')
  const web = acme.addProject({ name: 'web' })
  for (let index = 0; index < 45; index += 1) web.run({ workflows: [{ jobs: [{}, { type: 'approval' }] }] })
  const client = new CircleClient(acme.token, ['github', 'acme', 'web'])
  expect(await client.getProject()).toMatchObject({ slug: 'gh/acme/web', name: 'web' })
  const numbers: number[] = []
  for (let pageToken: string | undefined; ; ) {
    const page = await client.listProjectPipelines({ branch: 'main', ...(pageToken !== undefined && { pageToken }) })
    numbers.push(...page.items.map(({ number }) => number))
    if (page.next_page_token === null) break
    pageToken = page.next_page_token
  }
  expect(numbers).toEqual(Array.from({ length: 45 }, (_, index) => 45 - index))
  const [pipeline] = web.record.pipelines
  const workflows = await client.listPipelineWorkflows(pipeline?.id ?? '')
  expect(workflows.items.map(({ id }) => id)).toEqual(pipeline?.workflows.map(({ id }) => id))
  const jobs = await client.listWorkflowJobs(workflows.items[0]?.id ?? '')
  expect(jobs.items.map(({ type }) => type)).toEqual(['build', 'approval'])
  await expect(client.getPipeline('nowhere')).rejects.toThrow()
})
