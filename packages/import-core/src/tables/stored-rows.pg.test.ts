import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { defineTable } from '../contract/tables/table-definition.js'
import type { Where } from '../contract/tables/where.js'
import { tableStatements } from './table-statements.js'

const sprintTable = defineTable({
  name: 'Sprint',
  model: 'sprint',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    board: { column: 'board', type: 'text', isNullable: true },
    points: { column: 'points', type: 'bigint', isNullable: true },
    startedAt: { column: 'started_at', type: 'timestamp' },
    labels: { column: 'labels', type: 'text[]' },
    isOpen: { column: 'is_open', type: 'boolean' },
    progress: { column: 'progress', type: 'float', isNullable: true },
  },
})

const database = useTestDatabase()
beforeAll(async () => {
  for (const name of ['board', 'other']) await addAcmeSource(database, name)
  for (const statement of tableStatements(sprintTable)) await database.db.$executeRawUnsafe(statement)
  const at = (day: number) => new Date(Date.UTC(2026, 0, day, 12))
  const rows = [1, 2, 3, 4, 5].map((day) => ({
    externalId: `s${day}`,
    board: day === 5 ? null : day % 2 === 0 ? 'even' : 'odd "\\{,}',
    points: BigInt(day) * 10_000_000_000n,
    startedAt: at(day),
    labels: [],
    isOpen: day > 3,
    progress: day / 4,
  }))
  await within(({ save }) => save(sprintTable, rows), ['board', 'other'])
})

/** What a script sees of its context. */
async function within<R>(look: (context: ExecutionContext) => Promise<R>, dataSources = ['board']): Promise<R> {
  let seen: R | undefined
  const script = acmeScript('sprint', [], async (context) => {
    seen = await look(context)
  })
  const { runs } = await wireAcme(database, [script]).run({ dataSources, force: true })
  for (const { error } of runs) if (error) throw error
  return seen as R
}

const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12))
const cases: [string, Where<typeof sprintTable>, string][] = [
  ['a value', { board: 'even' }, 's2 s4'],
  ['a value with every character that a list could be broken with', { board: 'odd "\\{,}' }, 's1 s3'],
  ['what is not known', { board: null }, 's5'],
  ['one of several', { board: { in: ['odd "\\{,}', 'none'] } }, 's1 s3'],
  ['one of none', { board: { in: [] } }, ''],
  ['none of several, so also what is not known', { board: { notIn: ['even'] } }, 's1 s3 s5'],
  ['none of none', { board: { notIn: [] } }, 's1 s2 s3 s4 s5'],
  ['bounds of instants', { startedAt: { gte: day(2), lt: day(4) } }, 's2 s3'],
  ['an instant', { startedAt: day(2) }, 's2'],
  ['several instants', { startedAt: { in: [day(1), day(5)] } }, 's1 s5'],
  ['a number that is larger than a float holds', { points: { gt: 20_000_000_000n, lte: 40_000_000_000n } }, 's3 s4'],
  ['true or false', { isOpen: false }, 's1 s2 s3'],
  ['a float', { progress: 0.75 }, 's3'],
  ['several fields at once', { isOpen: false, board: 'even' }, 's2'],
]

it.each(cases)('are read and counted by %s', async (_, where, ids) => {
  const [rows, count] = await within(({ stored, count }) =>
    Promise.all([stored(sprintTable, ['externalId'], { where }), count(sprintTable, { where })]),
  )
  expect(rows.map(({ externalId }) => externalId).join(' ')).toBe(ids)
  expect(count).toBe(rows.length)
})

it('are read in pages, each behind the last one', async () => {
  const pages = await within(async ({ stored }) => {
    const seen: string[][] = []
    for (let after: string | undefined; ; ) {
      const options = { limit: 2, where: { board: { notIn: ['none'] } }, ...(after === undefined ? {} : { after }) }
      const page = await stored(sprintTable, ['externalId'], options)
      if (page.length === 0) return seen
      seen.push(page.map(({ externalId }) => externalId))
      after = page.at(-1)?.externalId
    }
  })
  expect(pages).toEqual([['s1', 's2'], ['s3', 's4'], ['s5']])
})

it('are counted of the own data source only, without a condition all of them', async () => {
  expect(await within(({ count }) => count(sprintTable))).toBe(5)
})

it.each([
  ['a field that is not declared', { goal: 'x' }, 'declares no field "goal"'],
  ['a field that every object has', { constructor: 'x' }, 'declares no field "constructor"'],
  ['undefined, which would be no condition', { board: undefined }, 'Sprint.board: a condition is undefined'],
  ['no bound', { points: {} }, 'Sprint.points: a condition is empty'],
  ['an unknown comparison', { points: { like: 1 } }, 'there is no condition "like"'],
  ['a list that is none', { board: { in: 'even' } }, 'expected a list'],
  ['a list with a hole', { board: { in: ['even', null] } }, 'a condition compares with null'],
  ['an invalid date', { startedAt: { lt: new Date(Number.NaN) } }, 'expected a valid Date'],
  ['a value of another type', { isOpen: 'yes' }, 'expected true or false'],
  ['a list field', { labels: 'x' }, 'Sprint.labels is text[], which no condition compares'],
])('are not read by %s', async (_, where, message) => {
  await expect(within(({ count }) => count(sprintTable, { where: where as never }))).rejects.toThrow(message)
})

it.each([0, 1.5, Number.NaN, -1])('are not read up to a limit of %d', async (limit) => {
  await expect(within(({ stored }) => stored(sprintTable, ['externalId'], { limit }))).rejects.toThrow(
    'limit must be a whole number',
  )
})
