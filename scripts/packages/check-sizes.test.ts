import { expect, it } from 'vitest'
import { checkSizes } from './check-sizes.mjs'

const sizes = { packedKilobytes: 10.4, unpackedKilobytes: 30, installedPackages: 4, installedMegabytes: 1.96 }
const measured = { acme: sizes }

it('prints what was measured beside what is allowed, and megabytes with a digit after the point', () => {
  const { printed, problems } = checkSizes(measured, { acme: sizes })
  expect(printed).toContain('acme     10 of 10.4')
  expect(printed).toContain('2 of 1.96')
  expect(problems).toEqual([])
})

it('finds what is above its budget, and what has none', () => {
  expect(checkSizes(measured, { acme: { ...sizes, installedPackages: 3, installedMegabytes: 1.5 } }).problems).toEqual([
    'acme: packages installed 4, of 3 allowed',
    'acme: MB installed 2, of 1.5 allowed',
  ])
  expect(checkSizes(measured, {}).problems).toHaveLength(4)
})

it('finds what was not measured', () => {
  const { installedMegabytes: _, ...rest } = sizes
  expect(checkSizes({ acme: rest }, { acme: sizes }).problems).toHaveLength(1)
})
