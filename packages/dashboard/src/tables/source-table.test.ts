import { expect, test } from 'vitest'
import type { Completeness, ResourceState } from '../state/resource-state.js'
import { completeUpTo } from './source-table.js'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 28, hour))

function resource(completeness: Completeness, hour: number | null, isLeftOut = false): ResourceState {
  return {
    ...{ dataSourceId: 'web', source: 'web', provider: 'GITHUB', resource: 'commit', partitions: null, open: 0 },
    ...{ lastRun: null, failedSince: null, refused: 0, running: null },
    ...{ completeness, completeUpTo: hour === null ? null : at(hour), isLeftOut },
  }
}

test('where every newest run failed, it is complete up to where the oldest of them stood', () => {
  expect(completeUpTo({ resources: [resource('broken', 9), resource('broken', 8)] })).toEqual(at(8))
  expect(completeUpTo({ resources: [resource('broken', 9), resource('never', null, true)] })).toEqual(at(9))
  expect(completeUpTo({ resources: [resource('broken', 9), resource('broken', null)] })).toBeNull()
  expect(completeUpTo({ resources: [resource('broken', 9), resource('never', null)] })).toBeNull()
})

test('what failed does not make older what is complete', () => {
  expect(completeUpTo({ resources: [resource('broken', 8), resource('whole', 14)] })).toEqual(at(14))
})
