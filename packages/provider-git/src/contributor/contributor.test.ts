import { expect, it } from 'vitest'
import type { ParsedCommit } from '../git/parse-commit.js'
import { collect } from '../test-repository.js'
import { watchedRepository } from '../watched-repository.fixture.js'
import { changedContributors, oldestFirst } from './contributor.js'
import { contributorExternalId, contributorRow } from './contributor-row.js'

const person = (name: string, email: string) => ({ name, email, at: null })
const commit = (author: [string, string], committer: [string, string]): ParsedCommit => ({
  sha: 'a'.repeat(40),
  parents: [],
  author: person(...author),
  committer: person(...committer),
  message: '',
})

it('knows people by e-mail whatever its case, else by name, else not at all', () => {
  expect(contributorExternalId(person('Ada', 'Ada@Acme.Example'))).toBe('email:ada@acme.example')
  expect(contributorExternalId(person('Ada', ''))).toBe('name:Ada')
  expect(contributorRow(person('', ''))).toBeNull()
})

it('keeps an identity short enough for an index, and different ones apart', () => {
  const ids = ['a', 'b'].map((end) => contributorExternalId(person('', `${'x'.repeat(100_000)}${end}`)) ?? '')
  expect(ids[0]).not.toBe(ids[1])
  expect(Math.max(...ids.map(({ length }) => length))).toBeLessThan(1100)
  expect(contributorRow(person('', 'x'.repeat(100_000)))?.email?.length).toBe(1000)
})

it('recognises the mark of bots and says nothing of others', () => {
  expect(contributorRow(person('renovate[bot]', '1+renovate[bot]@users.acme.example'))).toMatchObject({ isBot: true })
  expect(contributorRow(person('Ada', 'ada@acme.example'))).not.toHaveProperty('isBot')
})

it('takes the last name that commits give a person, and leaves out who is saved so already', () => {
  const commits = [
    commit(['Ada Old', 'ada@acme.example'], ['Bo', 'bo@acme.example']),
    commit(['Ada New', 'ADA@acme.example'], ['', 'bo@acme.example']),
  ]
  const rows = changedContributors(commits, new Map())
  expect(rows).toEqual([
    { externalId: 'email:ada@acme.example', name: 'Ada New', email: 'ada@acme.example' },
    { externalId: 'email:bo@acme.example', name: 'Bo', email: 'bo@acme.example' },
  ])
  expect(changedContributors(commits, new Map([['email:bo@acme.example', ' Bo']]))).toHaveLength(1)
})

it('takes no list of commits for whole that git has cut short', async () => {
  const { repository, range } = await watchedRepository('head -n 2')
  await expect(collect(oldestFirst(repository, range))).rejects.toThrow(/before it had told the whole history/)
  const whole = await watchedRepository()
  const told = (await collect(oldestFirst(whole.repository, whole.range))).flat().map(({ sha }) => sha)
  expect(told).toEqual(whole.shas.toReversed())
})
