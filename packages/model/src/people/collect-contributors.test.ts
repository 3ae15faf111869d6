import { expect, it } from 'vitest'
import { collectContributors } from './collect-contributors.js'

function contextOfAPass() {
  const kept = new Map<string, unknown>()
  return {
    dataSourceId: 'acme',
    idOf: (_: unknown, externalId: string) => `row ${externalId}`,
    shared<Value>(name: string, make: () => Value): Value {
      if (!kept.has(name)) kept.set(name, make())
      return kept.get(name) as Value
    },
  }
}

it('what a pass has saved is not saved again, and what is said anew of somebody is', () => {
  const context = contextOfAPass()
  const first = collectContributors(context)
  expect(first.add({ externalId: '7', login: 'ana' })).toBe('row 7')
  expect(first.add(null)).toBeNull()
  // On the same page what was said first stays.
  first.add({ externalId: '7', login: 'former-name', name: 'Ana' })
  expect(first.rows().rows).toEqual([{ externalId: '7', login: 'ana', name: 'Ana' }])
  first.saved()
  const next = collectContributors(context)
  next.add({ externalId: '7', login: 'ana' })
  expect(next.rows().rows).toEqual([])
  next.add({ externalId: '7', isBot: false })
  expect(next.rows().rows).toEqual([{ externalId: '7', login: 'ana', isBot: false }])
})

it('what was not saved counts as unsaved', () => {
  const context = contextOfAPass()
  collectContributors(context).add({ externalId: '7', login: 'ana' })
  const next = collectContributors(context)
  next.add({ externalId: '7', login: 'ana' })
  expect(next.rows().rows).toHaveLength(1)
})
