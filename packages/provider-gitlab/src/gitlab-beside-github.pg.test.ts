import { createOrchestrator, postgresLock } from '@data-import/core'
import { type FakeGithub, populate as populateGithub, startFakeGithub } from '@data-import/fake-github'
import { type FakeGitlab, populate, startFakeGitlab } from '@data-import/fake-gitlab'
import * as github from '@data-import/provider-github'
import { useTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as gitlab from './index.js'
import { expectedRows, type Rows } from './testing/expected-rows.js'
import { storedRows } from './testing/stored-rows.js'

const database = useTestDatabase()
let hub: FakeGithub
let lab: FakeGitlab

beforeEach(async () => {
  hub = await startFakeGithub()
  lab = await startFakeGitlab()
})
afterEach(async () => {
  await hub.close()
  await lab.close()
})

async function addSource(provider: string, settings: Record<string, string>, name = provider) {
  const create = Object.entries(settings).map(([key, value]) => ({ key, value, isSecret: key.endsWith('_TOKEN') }))
  const data = { organizationId: 'acme', name, provider, configs: { create } }
  return database.db.dataSource.create({ data })
}

/** All fields of all rows of a data source, but for ids of their own. */
async function allRows(dataSourceId: string): Promise<Rows> {
  const fields: Rows = {}
  for (const { model } of github.tables) {
    // One shape for all models, of which only this is used.
    const rows = database.db[model] as unknown as { findFirst(query: object): PromiseLike<object | null> }
    const {
      id: _,
      dataSourceId: __,
      ...row
    } = { id: '', dataSourceId, ...(await rows.findFirst({ where: { dataSourceId } })) }
    fields[model] = { row }
  }
  return storedRows(database.db, dataSourceId, fields)
}

it('an organization with both is imported by one pass, side by side, and the rows of each are right', async () => {
  const atHub = hub.addOrganization('acme')
  const atLab = lab.addGroup('acme')
  await populateGithub(atHub, { repositories: 6, seed: 9, commitsOfLargest: 230 })
  populate(atLab, { projects: 6, seed: 9, commitsOfLargest: 230 })
  const ofHub = { GITHUB_API_URL: hub.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: atHub.token }
  const ofLab = { GITLAB_URL: lab.url, GITLAB_GROUP: 'acme', GITLAB_TOKEN: atLab.token }
  // GitHub's own tests compare what it imports by itself with the truth.
  const alone = await addSource('GITHUB', ofHub, 'alone')
  const lock = postgresLock({ connectionString: database.url })
  const orchestrator = createOrchestrator({ db: database.db, providers: [github, gitlab], lock })
  expect((await orchestrator.run({ dataSources: [alone.id] })).status).toBe('completed')
  const [hubSource, labSource] = [await addSource('GITHUB', ofHub), await addSource('GITLAB', ofLab)]
  // Neither is asked anything further until both have been asked something: one of them after the other would stand still.
  const asked = new Set<unknown>()
  const both = new Promise<void>((resolve) => {
    for (const { faults } of [hub, lab]) {
      faults.onRequest(async () => {
        asked.add(faults)
        if (asked.size === 2) resolve()
        await both
      })
    }
  })
  const result = await orchestrator.run({ dataSources: [hubSource.id, labSource.id] })
  expect(result.runs.filter(({ status }) => status !== 'COMPLETED')).toEqual([])
  const fromHub = await allRows(hubSource.id)
  expect(Object.keys(fromHub.repository ?? {})).toHaveLength(atHub.repositories().length)
  expect(fromHub).toEqual(await allRows(alone.id))
  const fromLab = expectedRows(atLab, { host: new URL(lab.url).host })
  expect(await storedRows(database.db, labSource.id, fromLab)).toEqual(fromLab)
})
