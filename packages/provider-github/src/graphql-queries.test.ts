import { schema as text } from '@octokit/graphql-schema'
import { buildSchema, Kind, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql'
import { expect, it } from 'vitest'
import { sourceQueries } from './testing/source-queries.js'

const schema = buildSchema(text.idl, { assumeValidSDL: true })
const { names, documents } = await sourceQueries()

it.each(documents)('GitHub can answer $origin, and none of its fields is going to be removed', ({ text }) => {
  const errors = validate(schema, parse(text), [...specifiedRules, NoDeprecatedCustomRule])
  expect(errors.map(({ message }) => message)).toEqual([])
})

it('no query of the sources was left out: each is exported, under a name that ends in Query', () => {
  const checked = documents.flatMap(({ text }) =>
    parse(text).definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION && node.name?.value) || []),
  )
  expect(names.length).toBeGreaterThan(10)
  expect([...new Set(checked)].sort()).toEqual([...names].sort())
})

it.each(documents)('$origin tells its cost', ({ text }) => {
  expect(text).toContain('rateLimit { cost }')
})
