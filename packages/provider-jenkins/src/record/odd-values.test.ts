import { ImportError } from '@data-import/core/provider'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jobRow } from '../job/job-row.js'
import { jobItem } from '../listing/item.js'
import { type Build, readBuild } from '../pipeline-run/build.js'
import { causesOf } from '../pipeline-run/causes.js'
import { buildCommits } from '../pipeline-run/commit-rows.js'
import { pipelineRunRow } from '../pipeline-run/pipeline-run-row.js'
import { testSummaryRow } from '../test-summary/test-summary-row.js'
import type { Fields } from './values.js'

const run = { id: 'row', externalId: 'web#1@2' }
const odd = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', 0, -1, 1.5, 1e300, true, [], [null], {}, '7', 'not a date', '__proto__'),
  fc.jsonValue({ maxDepth: 3 }),
)
const objectWith = (...names: string[]) => fc.record(Object.fromEntries(names.map((name) => [name, odd])))

function runRows(fields: Fields): object[] {
  const named = { fullName: 'web', name: 'web', path: '/job/web' }
  const item = jobItem(fields, named, null)
  const build: Build = readBuild({ number: 1, timestamp: 5, ...fields })
  const commits = buildCommits(build, item, run)
  const context = { job: item, rootUrl: 'https://ci.acme.example', idOf: (_: object, id: string) => id }
  return [pipelineRunRow(build, causesOf(build), commits.own, context), ...commits.rows]
}

/** What a column could not hold is what a mapping must not give. */
function expectNoWrongRow(row: object): void {
  for (const [field, value] of Object.entries(row)) {
    if (value instanceof Date) expect(Number.isNaN(value.getTime())).toBe(false)
    if (field.endsWith('Ms') && value !== null) expect(Number.isSafeInteger(value) && value >= 0).toBe(true)
    if (field === 'result') expect(['SUCCESS', 'UNSTABLE', 'FAILURE', 'CANCELLED', 'SKIPPED', null]).toContain(value)
    if (/^(externalId|sha|name|ref)$/.test(field) && value !== null) expect(typeof value).toBe('string')
    expect(String(value)).not.toMatch(/undefined|\[object/)
  }
}

function expectRowsOrError(map: () => object[]): void {
  try {
    map().forEach(expectNoWrongRow)
  } catch (error) {
    if (!ImportError.isInstance(error)) throw error
  }
}

it('a build makes no wrong row, whatever stands in its fields', () => {
  const action = objectWith(
    'causes',
    'lastBuiltRevision',
    'remoteUrls',
    'urlName',
    'totalCount',
    'waitingDurationMillis',
  )
  const fields = fc.record({
    ...Object.fromEntries(
      ['building', 'result', 'duration', 'timestamp', 'displayName', 'changeSet'].map((name) => [name, odd]),
    ),
    actions: fc.oneof(odd, fc.array(fc.oneof(odd, action), { maxLength: 3 })),
  })
  fc.assert(
    fc.property(fields, (given) => expectRowsOrError(() => runRows(given))),
    { numRuns: 1_500, seed: 7 },
  )
})

it('a stage makes no wrong row', () => {
  const stage = objectWith('id', 'name', 'status', 'startTimeMillis', 'durationMillis')
  fc.assert(
    fc.property(stage, (given) => expectRowsOrError(() => [jobRow(given, run)])),
    { numRuns: 800, seed: 7 },
  )
})

it('a report of tests makes no wrong row', () => {
  const report = objectWith('failCount', 'passCount', 'skipCount', 'totalCount', 'duration')
  fc.assert(
    fc.property(report, (given) => expectRowsOrError(() => [testSummaryRow(given, run)])),
    { numRuns: 800, seed: 7 },
  )
})
