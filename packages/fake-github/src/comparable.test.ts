import { expect, it } from 'vitest'
import { comparableKinds } from './comparable.fixture.js'
import { kinds } from './state/contents.js'

/** Kinds whose rows no test compares between the truth, REST and GraphQL, and why. */
const notCompared: Readonly<Record<string, string>> = {
  comments: 'GraphQL has those of a file below threads of their review; the provider compares them with the truth',
  workflows: 'GraphQL has no list of them',
}

it('every kind of contents is compared with what REST and GraphQL tell, or is said not to be', () => {
  const compared = new Set<string>(comparableKinds.map(({ name }) => name))
  const others = Object.keys(kinds).filter((kind) => !compared.has(kind))
  expect(others, 'list these in comparable.fixture.ts').toEqual(Object.keys(notCompared))
})

it('every kind of contents has a prefix of its own', () => {
  const prefixes = Object.values(kinds).map(({ prefix }) => prefix)
  expect(new Set(prefixes).size).toBe(prefixes.length)
})
