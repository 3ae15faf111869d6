import { defineTable } from '../contract/tables/table-definition.js'

/** A table with a column of each type. */
export const measureTable = defineTable({
  name: 'Measure',
  model: 'measure',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    at: { column: 'at', type: 'timestamp' },
    value: { column: 'value', type: 'float', isNullable: true },
    size: { column: 'size', type: 'bigint', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
    labels: { column: 'labels', type: 'text[]' },
    text: { column: 'text', type: 'text' },
    isOpen: { column: 'is_open', type: 'boolean' },
  },
})

/** Values that a setting of the session could change on the way. */
export const measures = [
  { at: '2026-03-29T00:59:59.999Z', value: 0.1 + 0.2, size: 9_007_199_254_740_993n, text: 'a\\b\'c"d\n' },
  { at: '2026-10-25T01:00:00.001Z', value: 1e-300, size: -1n, text: '日本 äöü €' },
  { at: '1969-12-31T23:59:59.999Z', value: null, size: null, text: '1 day 02:03:04' },
  { at: '0099-02-03T04:05:06.007Z', value: 1 / 3, size: 0n, text: `01/02/2026 ${'x'.repeat(100_000)}` },
].map(({ at, ...row }, index) => ({
  ...row,
  externalId: `m${index}`,
  at: new Date(at),
  raw: { deep: ['\\x00ff', '2026-01-02', 0.1, null, { '"': '\\' }] },
  labels: ['NULL', 'a,b', '{}', '\\', '', '01/02/03'],
  isOpen: index % 2 === 0,
}))
