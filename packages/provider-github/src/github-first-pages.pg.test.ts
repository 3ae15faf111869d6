import { describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()
const repositories = 6

/** Repositories that have a little of everything. */
async function addSmallRepositories() {
  const made = []
  for (let number = 0; number < repositories; number++) {
    const repository = await imports.acme().addRepository({ name: `small-${number}`, commits: 2 + number })
    const pull = await repository.openPullRequest()
    const review = await repository.reviewPullRequest(pull.number)
    await repository.commentOnPullRequest(pull.number)
    await repository.commentOnPullRequest(pull.number, { path: 'src/index.ts', review: review.id })
    await repository.release()
    await repository.openIssue({ body: number % 2 === 0 ? null : 'Text', labels: ['b', 'a'], author: 'robot' })
    const closed = await repository.openIssue()
    await repository.closeIssue(closed.number, { reason: 'NOT_PLANNED' })
    const deployment = await repository.deploy()
    await repository.setDeploymentStatus(deployment.id)
    made.push(repository)
  }
  return made
}

/** One pass: how often each operation or path was asked, after which the rows equal the truth. */
async function asked(dataSourceId: string): Promise<Record<string, number>> {
  imports.github().traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const counts: Record<string, number> = {}
  for (const { operation, path } of imports.github().traffic.log) {
    const name = operation ?? path.replace(/^\/repositories\/\d+\//, '')
    counts[name] = (counts[name] ?? 0) + 1
  }
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
  return counts
}

const alone = [
  'history',
  'pullRequests',
  'reviews',
  'issues',
  'deployments',
  'pulls/comments',
  'issues/comments',
  'releaseShas',
] as const

function countAlone(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(alone.map((name) => [name, counts[name] ?? 0]))
}

const together = {
  commitCounts: 1,
  firstCommits: 1,
  firstPullRequests: 1,
  firstReviews: 1,
  firstIssues: 1,
  firstDeployments: 1,
  firstComments: 1,
  firstReleaseShas: 1,
}
const nobodyAlone = Object.fromEntries(alone.map((name) => [name, 0]))

describe('the lists of small repositories', () => {
  it('come together, one query for each resource, and every row is there', async () => {
    await addSmallRepositories()
    const source = await imports.addSource()
    const counts = await asked(source.id)
    expect(counts).toMatchObject(together)
    expect(countAlone(counts)).toEqual(nobodyAlone)
  })

  it('come together also when they have changed', async () => {
    const made = await addSmallRepositories()
    const source = await imports.addSource()
    await asked(source.id)
    imports.later()
    for (const repository of made.slice(0, 4)) {
      const pull = await repository.openPullRequest()
      await repository.reviewPullRequest(pull.number)
      await repository.openIssue()
    }
    const counts = await asked(source.id)
    expect(counts).toMatchObject({ firstPullRequests: 1, firstReviews: 1, firstIssues: 1 })
    expect(countAlone(counts)).toEqual(nobodyAlone)
  })

  it('are asked for by fewer at once where GitHub does not answer in time', async () => {
    await addSmallRepositories()
    const source = await imports.addSource()
    imports.github().faults.fail({ match: (request) => tooMany(request.body, 2), status: 502 })
    const counts = await asked(source.id)
    expect(counts.firstPullRequests).toBeGreaterThan(3)
    expect(countAlone(counts)).toEqual(nobodyAlone)
  })

  it('are asked for alone where they can not come together', async () => {
    await addSmallRepositories()
    const source = await imports.addSource()
    imports.github().faults.fail({ match: (request) => tooMany(request.body, 0), status: 502 })
    const each = repositories
    expect(countAlone(await asked(source.id))).toEqual(Object.fromEntries(alone.map((name) => [name, each])))
  })

  it('are read on where one has grown since it was counted', async () => {
    const [first] = await addSmallRepositories()
    const source = await imports.addSource()
    let isGrown = false
    imports.github().faults.onRequest(async ({ graphql }) => {
      if (isGrown || graphql?.operation !== 'members') return
      isGrown = true
      await first?.push({ commits: 3 })
      await first?.openPullRequest()
      await first?.openIssue()
      await first?.deploy()
    })
    imports.github().traffic.reset()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    imports.later()
    await asked(source.id)
  })

  it('lose nothing of the others when one of the repositories is blocked meanwhile', async () => {
    const [first] = await addSmallRepositories()
    const source = await imports.addSource()
    const unblock = imports.github().faults.onRequest(({ graphql }) => {
      if (graphql?.operation === 'members') first?.block()
    })
    imports.github().traffic.reset()
    const result = await imports.pass()
    const { log } = imports.github().traffic
    expect(log.filter(({ operation }) => operation === 'pullRequests')).toHaveLength(1)
    expect(result.runs.find(({ resource }) => resource === 'pull-request')?.partitions).toMatchObject({
      complete: repositories - 1,
    })
    expect(await imports.db().pullRequest.count({ where: { dataSourceId: source.id } })).toBe(repositories - 1)
    unblock()
    first?.block(null)
    imports.later()
    await asked(source.id)
  })
})

/** Whether a query names more repositories than this. */
function tooMany(body: string, most: number): boolean {
  const { variables } = JSON.parse(body || '{}') as { variables?: { ids?: string[]; first?: number } }
  return variables?.first !== undefined && (variables.ids?.length ?? 0) > most
}
