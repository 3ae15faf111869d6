import type { FakeRepository, FakeRequest } from '@data-import/fake-github'
import { sampledCases } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()
let anvils: FakeRepository

/** More than a page of everything; of pull requests, with their reviews. */
beforeEach(async () => {
  anvils = await imports.acme().addRepository({ name: 'anvils', commits: 130 })
  for (let count = 0; count < 105; count++) {
    await anvils.openIssue()
    if (count < 51) await anvils.openPullRequest({ author: 'ana', commits: 1 })
    await anvils.release()
    await anvils.deploy()
    const createdAt = new Date(imports.now().getTime() - count * 60_000)
    await anvils.finishRun((await anvils.startRun({ createdAt, jobs: count < 3 ? ['build'] : [] })).id)
  }
}, 60_000)

async function expectTruth(dataSourceId: string): Promise<void> {
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
}

const inTheMiddle = /page=2|actions\/runs\?created|runs\/\d+\/jobs/
const cursor = (request: FakeRequest) =>
  /^(history|pullRequests|reviews|deployments)$/.test(request.graphql?.operation ?? '') &&
  /"after":"/.test(request.body)

describe('in the middle of its walk, a repository that is not available any more', () => {
  const answers: [name: string, status: number, type: string][] = [
    ['hidden', 404, 'NOT_FOUND'],
    ['refused', 403, 'FORBIDDEN'],
    ['blocked', 451, 'FORBIDDEN'],
  ]
  it.each(sampledCases(answers, 'hidden', 'blocked'))(
    '(%s) is not complete in any resource, and the next pass completes it',
    async (_, status, type) => {
      const source = await imports.addSource()
      const { faults } = imports.github()
      const message = 'Not available'
      faults.fail({ match: inTheMiddle, status, body: { message }, headers: { 'x-accepted-oauth-scopes': 'repo' } })
      // With its list of runs, or a run whose jobs are missing would count as deleted.
      faults.fail({ match: /actions\/runs\?per_page=1$/, status, body: { message } })
      faults.fail({ match: cursor, status: 200, body: { data: { node: null }, errors: [{ type, message }] } })
      const result = await imports.pass()
      expect(result.status).not.toBe('completed')
      for (const resource of ['commit', 'review', 'issue', 'pipeline-run', 'deployment', 'release']) {
        const [record] = await imports.ledger(resource)
        expect([resource, record?.status]).toEqual([resource, 'UNAVAILABLE'])
        expect(record?.reason).toMatch(/in the middle of its walk$/)
        expect(record?.reason).not.toContain('the token needs')
      }
      expect((await imports.db().dataSource.findUniqueOrThrow({ where: { id: source.id } })).lastSyncAt).toBeNull()
      faults.restore()
      imports.later()
      expect(statusesOf(await imports.pass())).toEqual(allCompleted)
      await expectTruth(source.id)
    },
  )

  it('does not let its runs count as deleted, nor their jobs as read, nor its deployments as gone', async () => {
    const open = await anvils.startRun({ jobs: ['build'], createdAt: new Date(imports.now().getTime() - 9_000_000) })
    const source = await imports.addSource()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    imports.later()
    await anvils.finishRun(open.id)
    const { faults } = imports.github()
    const body = { message: 'Not Found' }
    faults.fail({ match: /runs\/\d+(\/jobs)?|actions\/runs\?per_page=1$/, status: 404, body })
    faults.fail({
      match: ({ graphql }) => /eployments?(ById|Count)$|changedDeployments/.test(graphql?.operation ?? ''),
      status: 200,
      body: { data: { node: null, nodes: [] }, errors: [{ type: 'NOT_FOUND', path: ['nodes', 0], message: 'gone' }] },
    })
    expect((await imports.pass()).status).not.toBe('completed')
    faults.restore()
    imports.later()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
  })
})
