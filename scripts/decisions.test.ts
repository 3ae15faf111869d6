import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './workspace.mjs'

const folder = join(root, 'docs/decisions')
const decisions = readdirSync(folder).filter((name) => /^\d/.test(name))

it('each decision has a number of its own', () => {
  const numbers = decisions.map((name) => name.slice(0, 4))
  expect(numbers.length).toBeGreaterThan(20)
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
})

it.each(decisions.filter((name) => !name.startsWith('0000')))('the title of %s begins with that number', (name) => {
  expect(readFileSync(join(folder, name), 'utf8')).toMatch(new RegExp(`^# ${name.slice(0, 4)}: `))
})
