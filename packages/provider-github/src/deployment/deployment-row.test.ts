import { describe, expect, it } from 'vitest'
import { bot, ghost, mappedPeople } from '../testing/mapped-people.js'
import { graphqlDeployment, graphqlStatuses } from './deployment.fixture.js'
import type { GraphqlDeployment, GraphqlStatus } from './deployment-query.js'
import { deploymentRow } from './deployment-row.js'

const web = { id: 'row of 42', fullName: 'acme/web' }
const row = (change: Partial<GraphqlDeployment> = {}, statuses: readonly GraphqlStatus[] = graphqlStatuses) =>
  deploymentRow({ ...graphqlDeployment, ...change }, statuses, web, mappedPeople().people, {
    idOf: (_, externalId) => `row of ${externalId}`,
  })
const status = (state: string, minute: number, environmentUrl: string | null = null): GraphqlStatus => ({
  id: `${state} ${minute}`,
  state,
  createdAt: `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`,
  logUrl: null,
  environmentUrl,
})

it('a deployment has every field', () => {
  expect(row()).toEqual({
    externalId: '8001',
    repositoryId: 'row of 42',
    environment: 'production',
    status: 'DONE',
    originalStatus: 'ACTIVE',
    result: 'SUCCESS',
    originalResult: 'SUCCESS',
    pipelineRunId: null,
    durationMs: 60_000,
    sha: 'a'.repeat(40),
    ref: 'main',
    creatorId: 'row of 7',
    url: 'https://acme.example.com',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    startedAt: new Date('2026-01-01T00:01:00Z'),
    finishedAt: new Date('2026-01-01T00:02:00Z'),
    sourceUpdatedAt: new Date('2026-01-01T00:02:00Z'),
  })
})

it.each([
  ['https://github.com/acme/web/actions/runs/6000000001/job/7', 'row of 6000000001'],
  ['https://github.com/Acme/Web/actions/runs/6000000001', 'row of 6000000001'],
  ['https://github.com/acme/other/actions/runs/6000000001', null],
  ['https://logs.example.com/6000000001', null],
  ['', null],
])('is of the workflow run whose log its status names: %s', (logUrl, pipelineRunId) => {
  expect(row({}, [{ ...status('SUCCESS', 1), logUrl }])).toMatchObject({ pipelineRunId })
})

describe('the result of a deployment', () => {
  it.each([
    ['is not known before it has ended', 'PENDING', [], 'QUEUED', null],
    ['is not known while it waits', 'WAITING', ['QUEUED'], 'WAITING', null],
    ['is not known while it runs', 'IN_PROGRESS', ['QUEUED', 'IN_PROGRESS'], 'RUNNING', null],
    ['is not undone by a later deployment', 'INACTIVE', ['SUCCESS', 'INACTIVE'], 'DONE', 'SUCCESS'],
    ['is the last of several', 'ACTIVE', ['FAILURE', 'IN_PROGRESS', 'SUCCESS'], 'DONE', 'SUCCESS'],
    ['is a failure too', 'FAILURE', ['IN_PROGRESS', 'FAILURE'], 'DONE', 'FAILURE'],
    ['is a failure for an error', 'ERROR', ['ERROR'], 'DONE', 'FAILURE'],
    ['is told by the state where no status is left', 'ABANDONED', [], 'DONE', 'CANCELLED'],
    ['is not known of a state that is not known, nor is the status', 'A_NEW_ONE', [], null, null],
    ['is not known of what it is replaced by', 'DESTROYED', [], 'DONE', null],
  ])('%s', (_, state, states, expected, result) => {
    const statuses = states.map((one, index) => status(one, index + 1))
    expect(row({ state }, statuses)).toMatchObject({ status: expected, originalStatus: state, result })
  })
})

describe('statuses within one second are in the order of GitHub', () => {
  const [running, failed, well] = [status('IN_PROGRESS', 1), status('FAILURE', 2), status('SUCCESS', 2)]
  const expected = { originalStatus: 'ACTIVE', result: 'SUCCESS' }
  const latestStatus = { id: well.id }

  it.each([
    ['that begins with the newest', [well, failed, running]],
    ['that ends with the newest', [running, failed, well]],
    ['that begins with the newest, where all share a second', [well, failed]],
    ['that ends with the newest, where all share a second', [failed, well]],
  ])('%s', (_, statuses) => {
    expect(row({ state: 'ACTIVE', latestStatus }, statuses)).toMatchObject(expected)
    const swapped = statuses.map((one) => (one === well ? failed : one === failed ? well : one))
    expect(row({ state: 'FAILURE', latestStatus: { id: failed.id } }, swapped)).toMatchObject({
      originalStatus: 'FAILURE',
      result: 'FAILURE',
    })
  })

  it('that begins with the newest, where nothing tells', () => {
    expect(row({ state: 'ACTIVE', latestStatus: null }, [well, failed])).toMatchObject(expected)
  })

  it('also for the address, which the newest one has', () => {
    const [before, after] = [status('SUCCESS', 2, 'https://old.example'), status('INACTIVE', 2, 'https://new.example')]
    expect(row({ latestStatus: { id: after.id } }, [after, before])).toMatchObject({ url: 'https://new.example' })
  })
})

it('ends with the first status that is an end, in whatever order they come', () => {
  const statuses = [status('INACTIVE', 9), status('SUCCESS', 5), status('IN_PROGRESS', 1), status('IN_PROGRESS', 3)]
  expect(row({ state: 'INACTIVE' }, statuses)).toMatchObject({
    startedAt: new Date('2026-01-01T00:01:00Z'),
    finishedAt: new Date('2026-01-01T00:05:00Z'),
  })
})

it('has not ended while it runs again', () => {
  expect(row({ state: 'IN_PROGRESS' }, [status('FAILURE', 1), status('IN_PROGRESS', 2)])).toMatchObject({
    result: null,
    finishedAt: null,
  })
})

it('has the address of its newest status, and none where that is empty', () => {
  expect(
    row({}, [status('SUCCESS', 2, 'https://new.example'), status('QUEUED', 1, 'https://old.example')]),
  ).toMatchObject({
    url: 'https://new.example',
  })
  expect(row({}, [status('SUCCESS', 1, '')])).toMatchObject({ url: null })
})

it('has no branch, environment or creator where they are gone', () => {
  expect(row({ ref: null, environment: null, creator: null, state: null }, [])).toMatchObject({
    ref: null,
    environment: null,
    creatorId: null,
    status: 'QUEUED',
    startedAt: null,
    finishedAt: null,
  })
  expect(row({ creator: ghost.graphql })).toMatchObject({ creatorId: null })
  expect(row({ creator: bot.graphql })).toMatchObject({ creatorId: 'row of 9' })
})
