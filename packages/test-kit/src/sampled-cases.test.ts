import { expect, it } from 'vitest'
import { isDeep } from './random-runs.js'
import { sampledCases } from './sampled-cases.js'

const cases = [
  ['first', 1],
  ['second', 2],
  ['last', 3],
] as const

it('gives the cases that are named, in their order, and all of them in the deep suite', () => {
  const chosen = sampledCases(cases, 'last', 'first').map(([name]) => name)
  expect(chosen).toEqual(isDeep ? ['first', 'second', 'last'] : ['first', 'last'])
})

it('refuses a name that no case has', () => {
  expect(() => sampledCases(cases, 'first', 'third' as 'last')).toThrow('There is no case third.')
})
