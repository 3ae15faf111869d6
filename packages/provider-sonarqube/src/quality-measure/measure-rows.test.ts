import { expect, it } from 'vitest'
import { analysisOf, qualityMeasureRow } from './measure-rows.js'

const project = { externalId: 'uuid', id: 'project-id', key: 'acme:web' }
const analysis = { key: 'a1', date: new Date('2026-01-02T03:04:05Z'), revision: 'f00' }
const row = (metric: string, type: string | null, given: unknown) =>
  qualityMeasureRow(project, analysis, { metric, type, given, gateStatus: 'OK' })

it('a measure becomes a row, field by field', () => {
  expect(row('coverage', 'PERCENT', '81.5')).toEqual({
    ...{ externalId: 'uuid:a1:coverage', qualityProjectId: 'project-id', projectKey: 'acme:web', branch: null },
    ...{ analysisKey: 'a1', analysedAt: analysis.date, revision: 'f00', metric: 'coverage' },
    ...{ value: 81.5, textValue: null, isNewCode: false, gateStatus: 'OK' },
  })
})

it.each([
  ['sqale_rating', 'RATING', '1.0', 1, null],
  ['new_bugs', 'INT', '0', 0, null],
  ['alert_status', 'LEVEL', 'ERROR', null, 'ERROR'],
  ['ncloc_language_distribution', 'DATA', '12', null, '12'],
  ['ncloc', 'INT', 1200, 1200, null],
  ['ncloc', 'INT', 'many', null, 'many'],
])('%s of type %s with %s', (metric, type, given, value, textValue) => {
  expect(row(metric, type, given)).toMatchObject({ value, textValue, isNewCode: metric.startsWith('new_') })
})

it('is no row without a value', () => {
  expect(row('coverage', 'PERCENT', undefined)).toBeNull()
  expect(row('coverage', 'PERCENT', '')).toBeNull()
})

it('an analysis needs a key and a date, and may lack a revision', () => {
  expect(analysisOf({ key: 'AY1', date: '2026-01-02T03:04:05+0100' })).toEqual({
    ...{ key: 'AY1', date: new Date('2026-01-02T02:04:05Z'), revision: null },
  })
  expect(analysisOf({ key: 'AY1', date: 'never' })).toBeNull()
  expect(analysisOf({ date: '2026-01-02T03:04:05+0100' })).toBeNull()
})
