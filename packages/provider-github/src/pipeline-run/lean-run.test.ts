import { expect, it } from 'vitest'
import { mappedPeople } from '../testing/mapped-people.js'
import { leanRun } from './lean-run.js'
import { restRun } from './pipeline-run.fixture.js'
import { pipelineRunCommitRow, pipelineRunRow, type RestRun } from './pipeline-run-row.js'

const ids = { idOf: (_: object, externalId: string) => `row of ${externalId}` }

it.each<[string, Partial<RestRun>]>([
  ['as GitHub gives it', {}],
  ['of a fork that is gone', { head_repository: null }],
  ['nobody started', { actor: null, triggering_actor: null }],
])('a run %s makes the same rows without what is not read', (_, change) => {
  const whole = { ...restRun, ...change, repository: { full_name: 'acme/web' } } as RestRun
  const lean = leanRun(whole)
  expect(lean).not.toHaveProperty('repository')
  expect(lean.check_suite_node_id).toBe(whole.check_suite_node_id)
  const row = (run: RestRun) => pipelineRunRow(run, 'row of 42', mappedPeople().people, ids)
  expect(row(lean)).toEqual(row(whole))
  expect(pipelineRunCommitRow(lean, ids)).toEqual(pipelineRunCommitRow(whole, ids))
})

it('what is no run stays what it is', () => {
  expect(leanRun(null as unknown as RestRun)).toBeNull()
})
