import { expect, it } from 'vitest'
import { faultTable, isAllZero } from './fault-table.mjs'

const record = { fault: 'F2', title: 'killed', injected: 3, lost: 0, doubled: 0, stuck: 0, recoveryMs: [30, 5, 200] }

it('shows each fault with its middle and its longest recovery', () => {
  expect(faultTable([record], { isWhole: false })).toMatch(/^F2 +killed +3 +0 +0 +0 +30 +200$/m)
})

it('names what was not injected', () => {
  const table = faultTable([record], { isWhole: true })
  expect(table).toMatch(/^F3 .*was not injected here/m)
  expect(table.trim().split('\n')).toHaveLength(2 + 19)
})

it('is not all zero when one was lost, doubled or stuck', () => {
  expect(isAllZero([record])).toBe(true)
  for (const kind of ['lost', 'doubled', 'stuck']) expect(isAllZero([record, { ...record, [kind]: 1 }])).toBe(false)
})
