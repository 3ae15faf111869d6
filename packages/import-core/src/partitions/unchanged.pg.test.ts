import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { PartitionContext, PartitionRecord, WalkEnd } from '../contract/partition.js'
import type { PassEvent } from '../contract/pass-event.js'
import { QuotaExhaustedError } from '../errors/import-error.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const ledger = () => database.db.importPartition.findMany({ orderBy: [{ scriptName: 'asc' }, { key: 'asc' }] })

function passOver(
  keys: readonly string[],
  walk: (partition: PartitionContext) => Promise<WalkEnd | undefined>,
  isUnchanged: (partition: PartitionRecord) => boolean = () => false,
  onEvent: (event: PassEvent) => void = () => {},
) {
  const script = acmeScript('commit', [], (context: ExecutionContext) =>
    context.partitions(
      keys.map((key) => ({ key, name: `acme/${key}` })),
      walk,
      { isUnchanged, concurrency: 1 },
    ),
  )
  return wireAcme(database, [script], { onEvent }).run({})
}

it('a partition that a probe knows to be unchanged moves its watermark without a walk, and keeps state and note', async () => {
  await passOver(['a', 'b'], async ({ key }) => ({ state: { head: key }, note: 'a note' }))
  const before = await ledger()
  const walked: string[] = []
  const finished: string[] = []
  const result = await passOver(
    ['a', 'b', 'new'],
    async ({ key }) => {
      walked.push(key)
      return {}
    },
    ({ state }) => JSON.stringify(state) === '{"head":"a"}',
    (event) => event.type === 'partition-finished' && finished.push(`${event.key} ${event.status}`),
  )
  expect(walked).toEqual(['b', 'new'])
  expect(finished.sort()).toEqual(['a COMPLETE', 'b COMPLETE', 'new COMPLETE'])
  expect(result.runs[0]).toMatchObject({ status: 'COMPLETED', partitions: { complete: 3 } })
  const [a] = await ledger()
  expect(a).toMatchObject({ status: 'COMPLETE', state: { head: 'a' }, reason: 'a note', failures: 0 })
  expect(a?.watermark?.getTime()).toBeGreaterThan(before[0]?.watermark?.getTime() ?? Number.NaN)
  expect(a?.lastRunId).toBe(result.runs[0]?.runId)
})

it('more unchanged partitions than fit into one statement are all recorded', async () => {
  const keys = Array.from({ length: 1_203 }, (_, index) => `repository-${index}`)
  await passOver(keys, async () => ({ state: 1 }))
  const result = await passOver(
    keys,
    () => Promise.reject(new Error('no walk was needed')),
    () => true,
  )
  expect(result.runs[0]).toMatchObject({ status: 'COMPLETED', partitions: { complete: 1_203 } })
  const [first] = await ledger()
  const behind = await database.db.importPartition.count({ where: { NOT: { watermark: first?.watermark ?? null } } })
  expect(behind).toBe(0)
})

it('a partition that failed, was skipped or is half walked is always walked', async () => {
  await passOver(['cut', 'failed', 'skipped'], async ({ key, checkpoint, skip }) => {
    if (key === 'skipped') skip('empty')
    await checkpoint({ rows: [], cursor: 1 })
    if (key === 'failed') throw new Error('the vendor hung up')
    throw new QuotaExhaustedError('The quota is used up.')
  })
  const asked: string[] = []
  const walked: string[] = []
  await passOver(
    ['cut', 'failed', 'skipped'],
    async ({ key }) => {
      walked.push(key)
      return {}
    },
    ({ key }) => asked.push(key) > 0,
  )
  expect(new Set(walked)).toEqual(new Set(['cut', 'failed', 'skipped']))
  expect(asked).toEqual([])
})

it('a used-up quota leaves what was walked, makes the rest resumable, and begins no further partition', async () => {
  const begun: string[] = []
  const result = await passOver(['a', 'b', 'c'], async ({ key, checkpoint }) => {
    begun.push(key)
    if (key === 'a') return {}
    await checkpoint({ rows: [], cursor: 7 })
    throw new QuotaExhaustedError('The quota of acme is used up until noon.')
  })
  expect(begun).toEqual(['a', 'b'])
  expect(result.status).toBe('partial')
  expect(result.runs[0]).toMatchObject({
    status: 'PARTIAL',
    errorMessage: 'The quota of acme is used up until noon.',
    partitions: { complete: 1, incomplete: 1, failed: 0 },
  })
  expect(await ledger()).toMatchObject([
    { key: 'a', status: 'COMPLETE' },
    { key: 'b', status: 'INCOMPLETE', cursor: 7, failures: 0, reason: expect.stringContaining('continues here') },
  ])
  const cursors: unknown[] = []
  const next = await passOver(['a', 'b', 'c'], async ({ cursor }) => {
    cursors.push(cursor)
    return {}
  })
  expect(next.status).toBe('completed')
  expect(cursors).toEqual([null, 7, null, null])
})

it('a script sees what the ledger knows of the resource that it depends on', async () => {
  const seen: PartitionRecord[] = []
  const repositories = acmeScript('repository', [], (context) =>
    context.partitions([{ key: 'a', name: 'acme/a' }, { key: 'b' }], async ({ key, skip }) =>
      key === 'b' ? skip('gone') : { state: { head: 'abc' } },
    ),
  )
  const commits = acmeScript('commit', ['repository'], async (context) => {
    seen.push(...(await context.partitionsOf('repository')))
  })
  await addAcmeSource(database, 'two')
  await wireAcme(database, [repositories, commits]).run({ dataSources: ['one'] })
  expect(seen).toMatchObject([
    { key: 'a', name: 'acme/a', status: 'COMPLETE', state: { head: 'abc' }, isCurrent: true },
    { key: 'b', name: 'b', status: 'SKIPPED', reason: 'gone', state: null, isCurrent: false },
  ])
})

it('the scripts of a provider share a value for one pass, and know the time that is left', async () => {
  const values: object[] = []
  const left: number[] = []
  const scripts = ['commit', 'issue'].map((resource) =>
    acmeScript(resource, [], async (context) => {
      values.push(context.shared('client', () => ({})))
      left.push(context.timeLeftMs())
    }),
  )
  await wireAcme(database, scripts).run({})
  await wireAcme(database, scripts).run({ timeBudgetMs: 60_000 })
  expect(new Set(values).size).toBe(2)
  expect(values[0]).toBe(values[1])
  // Without a time budget, what a script may take by default.
  for (const ms of left.slice(0, 2)) expect(ms).toBeGreaterThan(5 * 3_600_000)
  expect(left[2]).toBeLessThanOrEqual(60_000)
  expect(left[3]).toBeGreaterThan(0)
})

it('a postponed partition is walked by the next pass, over its whole window, and the others continue', async () => {
  const starts: Date[] = []
  const first = await passOver(['a', 'b'], async ({ key, startDate, postpone }) => {
    if (key === 'b') return {}
    starts.push(startDate)
    return postpone('Its pull requests are not complete yet.')
  })
  expect(first.runs[0]).toMatchObject({ status: 'PARTIAL', partitions: { complete: 1, incomplete: 1 } })
  expect(await ledger()).toMatchObject([
    { key: 'a', status: 'INCOMPLETE', reason: 'Its pull requests are not complete yet. The next pass continues here.' },
    { key: 'b', status: 'COMPLETE' },
  ])
  const next = await passOver(['a', 'b'], async ({ key, startDate }) => {
    if (key === 'a') starts.push(startDate)
    return {}
  })
  expect(next.status).toBe('completed')
  expect(starts[1]).toEqual(starts[0])
})
