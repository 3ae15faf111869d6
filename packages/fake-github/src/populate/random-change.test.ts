import { createRandom } from '@data-import/fake-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../client.fixture.js'
import { readGraphql, readRest, trueRows, trueRowsInGraphql } from '../comparable.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import { startFakeGithub } from '../start-fake-github.js'
import { randomChange } from './random-change.js'

describe('random changes', () => {
  let github: FakeGithub
  let minutes = 0
  const now = () => new Date(Date.UTC(2026, 0, 1) + minutes++ * 60_000)
  beforeAll(async () => {
    github = await startFakeGithub({ now })
  })
  afterAll(() => github.close())

  it.each(process.env.DATA_IMPORT_DEPTH === 'deep' ? [1, 2, 3, 4, 5, 6] : [2, 5])(
    'leave truth, REST and GraphQL of one mind (seed %i)',
    async (seed) => {
      const owner = github.addOrganization(`acme-${seed}`)
      owner.addMember(`ana-${seed}`)
      await owner.addRepository({ name: 'web', commits: 12 })
      const random = createRandom(seed)
      const client = createClient(github, github.addToken({ owners: [owner.login], limit: 1_000_000 }))
      for (let round = 0; round < 4; round += 1) {
        const made: string[] = []
        for (let change = 0; change < 12; change += 1) made.push(await randomChange(owner, random))
        const [repository] = owner.repositories()
        if (!repository) throw new Error('the repository is gone')
        const truth = await repository.truth()
        expect(await readRest(client, repository.fullName), made.join('\n')).toEqual(trueRows(truth))
        expect(await readGraphql(client, repository.fullName), made.join('\n')).toEqual(trueRowsInGraphql(truth))
      }
    },
  )

  it('are the same for the same random', async () => {
    const histories = await Promise.all(
      [0, 1].map(async () => {
        const other = await startFakeGithub({ now: () => new Date(Date.UTC(2026, 0, 1)) })
        const owner = other.addOrganization('acme')
        const repository = await owner.addRepository({ name: 'web', commits: 3 })
        const random = createRandom(7)
        const made: string[] = []
        for (let change = 0; change < 25; change += 1) made.push(await randomChange(owner, random))
        const head = repository.head()
        await other.close()
        return { made, head }
      }),
    )
    expect(histories[0]).toEqual(histories[1])
  })
})
