import { createOrchestrator, postgresLock } from '@data-import/core'
import { type FakeGithub, populate as populateGithub, startFakeGithub } from '@data-import/fake-github'
import { type FakeGitlab, populate, startFakeGitlab } from '@data-import/fake-gitlab'
import * as github from '@data-import/provider-github'
import { useTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as ofGithub from '../../provider-github/src/testing/expected-rows.js'
import { storedRows as storedGithubRows } from '../../provider-github/src/testing/stored-rows.js'
import * as gitlab from './index.js'
import { expectedRows } from './testing/expected-rows.js'
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

async function addSource(provider: string, settings: Record<string, string>) {
  const create = Object.entries(settings).map(([key, value]) => ({ key, value, isSecret: key.endsWith('_TOKEN') }))
  const data = { organizationId: 'acme', name: provider, provider, configs: { create } }
  return database.db.dataSource.create({ data })
}

it('an organization with both is imported by one pass, side by side, and the rows of each equal its truth', async () => {
  const atHub = hub.addOrganization('acme')
  const atLab = lab.addGroup('acme')
  await populateGithub(atHub, { repositories: 6, seed: 9, commitsOfLargest: 230 })
  populate(atLab, { projects: 6, seed: 9, commitsOfLargest: 230 })
  const hubSource = await addSource('GITHUB', {
    GITHUB_API_URL: hub.url,
    GITHUB_ORG: 'acme',
    GITHUB_TOKEN: atHub.token,
  })
  const labSource = await addSource('GITLAB', { GITLAB_URL: lab.url, GITLAB_GROUP: 'acme', GITLAB_TOKEN: atLab.token })
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
  const lock = postgresLock({ connectionString: database.url })
  const result = await createOrchestrator({ db: database.db, providers: [github, gitlab], lock }).run()
  expect(result.runs.filter(({ status }) => status !== 'COMPLETED')).toEqual([])
  const fromHub = await ofGithub.expectedRows(atHub)
  const issuesOff = await ofGithub.withoutIssues(atHub)
  expect(await storedGithubRows(database.db, hubSource.id, fromHub, issuesOff)).toEqual(fromHub)
  const fromLab = expectedRows(atLab, { host: new URL(lab.url).host })
  expect(await storedRows(database.db, labSource.id, fromLab)).toEqual(fromLab)
}, 300_000)
