import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../client.fixture.js'
import { readGraphql, readRest, trueRows, trueRowsInGraphql } from '../comparable.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import { startFakeGithub } from '../start-fake-github.js'
import { type Contents, kinds } from '../state/contents.js'
import { populate } from './populate.js'

describe('a populated organization', () => {
  let github: FakeGithub
  let acme: FakeOwner
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
    await populate(acme, { repositories: 2, seed: 1, commitsOfLargest: 60 })
  })
  afterAll(() => github.close())

  it('has rows of every kind, but for comments', async () => {
    const truths = await Promise.all(acme.repositories().map((repository) => repository.truth()))
    const all = Object.keys(kinds) as (keyof Contents)[] // the keys of that record
    const missing = all.filter((kind) => truths.every((truth) => truth[kind].size === 0))
    expect(missing, 'list how they are made up in made-up-kinds.ts').toEqual(['comments'])
  })

  it('is told by GraphQL and REST as it is', async () => {
    // Another person's token, for whom nothing is pending.
    const client = createClient(github, github.addToken({ owners: ['other', 'acme'], limit: 100_000 }))
    for (const repository of acme.repositories()) {
      const truth = await repository.truth()
      expect(await readGraphql(client, repository.fullName)).toEqual(trueRowsInGraphql(truth))
      expect(await readRest(client, repository.fullName)).toEqual(trueRows(truth))
    }
  })

  it('has a pull request with more than a page of reviews, and one whose fork is gone', async () => {
    const client = createClient(github, acme.token)
    const pulls = await client.list('/repos/acme/service-1/pulls?state=all')
    const sizes = await Promise.all(
      pulls.map(async ({ number }) => (await client.list(`/repos/acme/service-1/pulls/${number}/reviews`)).length),
    )
    expect(Math.max(...sizes)).toBeGreaterThan(100)
    expect(pulls.some((pull) => pull.head?.repo === null)).toBe(true)
    expect(pulls.some((pull) => pull.user === null)).toBe(true)
    expect(pulls.some((pull) => String(pull.user?.login) === 'update-bot[bot]')).toBe(true)
  })
})
