import { expect, it } from 'vitest'
import { resources } from '../resources.js'
import { doubles } from './doubles.js'

it('every resource has a double, so that the tests of all resources test it', () => {
  const known = doubles.map(({ resource }) => resource)
  const unknown = resources.filter((resource) => !known.includes(resource)).map(({ name }) => name)
  expect(unknown, 'add their doubles to testing/doubles.ts').toEqual([])
  expect(doubles.filter(({ mappings }) => mappings.length === 0)).toEqual([])
})
