import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type Json } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import type { FakeRepository } from '../repository-handle.js'
import { startFakeGithub } from '../start-fake-github.js'

const query = `query($name:String!,$first:Int,$after:String,$since:GitTimestamp){repository(owner:"acme",name:$name){
  defaultBranchRef{target{...on Commit{history(first:$first,after:$after,since:$since){totalCount
  pageInfo{hasNextPage endCursor} nodes{oid additions deletions changedFilesIfAvailable}}}}}}}`

describe('history in GraphQL', () => {
  let github: FakeGithub
  let acme: FakeOwner
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
  })
  afterAll(() => github.close())

  async function page(name: string, variables: Record<string, unknown>): Promise<Json | undefined> {
    const answer = await createClient(github, acme.token).graphql(query, { name, ...variables })
    return answer.data?.repository?.defaultBranchRef?.target?.history
  }

  async function all(name: string, onPage?: () => Promise<unknown>): Promise<Json[]> {
    const rows: Json[] = []
    for (let after: unknown = null; ; ) {
      const history = await page(name, { first: 9, after })
      rows.push(...(history?.nodes ?? []))
      if (!history?.pageInfo?.hasNextPage) return rows
      after = history.pageInfo.endCursor
      await onPage?.()
    }
  }

  it('is what git log says, in its order and with its lines', async () => {
    const repository = await acme.addRepository({ name: 'web', commits: 30 })
    await repository.lateMerge({ commits: 4, committedAt: new Date(Date.now() - 100 * 86_400_000) })
    await repository.openPullRequest({ commits: 2 })
    await repository.mergePullRequest(1)
    await repository.push({ files: { 'with spaces/ünïcode.txt': 'a\nb\n' } })
    const rows = (await all('web')).map((row) => [
      ...[row.oid, row.additions, row.deletions, row.changedFilesIfAvailable],
    ])
    expect(rows).toEqual(gitLog(repository))
  })

  it('continues from the commit where it began while the branch moves', async () => {
    const repository = await acme.addRepository({ name: 'moving', commits: 40 })
    const before = gitLog(repository).map(([sha]) => sha)
    const rows = await all('moving', () => repository.push())
    expect(rows.map(({ oid }) => oid)).toEqual(before)
  })

  it('filters by committer date', async () => {
    const repository = await acme.addRepository({ name: 'dated', commits: 5 })
    const since = new Date(Date.now() - 3_600_000).toISOString()
    await repository.push({ committedAt: new Date(), authoredAt: new Date(0) })
    await repository.push({ committedAt: new Date(Date.now() - 86_400_000), authoredAt: new Date() })
    expect((await page('dated', { first: 10, since }))?.totalCount).toBe(2)
  })

  it('finds commits by node id until they are gone', async () => {
    const repository = await acme.addRepository({ name: 'nodes', commits: 3 })
    const client = createClient(github, acme.token)
    const { body } = await client.get('/repos/acme/nodes/commits')
    const ids = [...body].map(({ node_id }) => node_id)
    await repository.forcePush({ drop: 1, isOldHeadGone: true })
    const nodes = 'query($ids:[ID!]!){nodes(ids:$ids){...on Commit{oid}}}'
    const answer = await client.graphql(nodes, { ids })
    expect([...(answer.data?.nodes ?? [])]).toEqual([null, { oid: body[1]?.sha }, { oid: body[2]?.sha }])
    expect(answer.errors?.[0]).toMatchObject({ type: 'NOT_FOUND', path: ['nodes', 0] })
  })
})

function gitLog(repository: FakeRepository): (string | number)[][] {
  const args = ['log', '--numstat', '--diff-merges=first-parent', '--format=#%H', repository.defaultBranch]
  const output = execFileSync('git', ['--git-dir', repository.directory, ...args], { encoding: 'utf8' })
  return output
    .split('#')
    .slice(1)
    .map((block) => {
      const [sha = '', ...lines] = block.split('\n').filter((line) => line !== '')
      const sum = (column: number) => lines.reduce((total, line) => total + Number(line.split('\t')[column]), 0)
      return [sha, sum(0), sum(1), lines.length]
    })
}
