import { describe, expect, it } from 'vitest'
import { hotspotRow } from './hotspot-row.js'
import { issueRow } from './issue-row.js'
import { createPeople } from './people.js'

const project = { id: 'project-id', key: 'acme:web', webUrl: 'https://sonarqube.acme.example' }
const people = () =>
  createPeople({ idOf: (_table, externalId) => `id of ${externalId}` }, [{ login: 'ada', name: 'Ada Acme' }])

describe('an issue', () => {
  const issue = {
    ...{ key: 'k1', project: 'acme:web', component: 'acme:web:src/a:b.py', rule: 'python:S1481', type: 'CODE_SMELL' },
    ...{ severity: 'MINOR', status: 'RESOLVED', issueStatus: 'ACCEPTED', resolution: 'WONTFIX', message: 'Unused.' },
    ...{ line: 7, effort: '1h5min', assignee: 'ada', author: 'Bo@Acme.example' },
    ...{ creationDate: '2026-03-01T11:39:03+0300', updateDate: '2026-03-02T00:00:00+0000' },
  }

  it('becomes a row, field by field', () => {
    expect(issueRow(issue, project, people())).toEqual({
      ...{ externalId: 'k1', qualityProjectId: 'project-id', branch: null, rule: 'python:S1481', type: 'CODE_SMELL' },
      ...{ severity: 'MINOR', state: 'CLOSED', originalState: 'RESOLVED', resolution: 'WONTFIX', message: 'Unused.' },
      ...{ path: 'src/a:b.py', line: 7, effortMinutes: 65, assigneeId: 'id of ada' },
      ...{ authorId: 'id of email:bo@acme.example', authorName: 'Bo@Acme.example' },
      url: 'https://sonarqube.acme.example/project/issues?id=acme%3Aweb&open=k1',
      createdAt: new Date('2026-03-01T08:39:03Z'),
      updatedAt: new Date('2026-03-02T00:00:00Z'),
      ...{ closedAt: null, removedAt: null },
    })
  })

  it('says unknown where nothing, or nothing that makes sense, is said', () => {
    expect(issueRow({ key: 5 }, project, people())).toMatchObject({
      ...{ externalId: '5', rule: null, type: null, severity: null, state: null, originalState: null, line: null },
      ...{ path: null, effortMinutes: null, assigneeId: null, authorId: null, authorName: null, createdAt: null },
    })
    const odd = {
      key: 'k',
      component: 'acme:web',
      status: 'A_NEW_ONE',
      line: '12',
      effort: 'soon',
      author: '',
      creationDate: 'x',
    }
    expect(issueRow(odd, project, people())).toMatchObject({
      ...{ path: null, state: null, originalState: 'A_NEW_ONE', line: 12, effortMinutes: null, authorName: null },
      createdAt: null,
    })
    expect(issueRow({ key: null }, project, people())).toBeNull()
  })

  it.each([
    ['OPEN', 'OPEN'],
    ['CONFIRMED', 'OPEN'],
    ['REOPENED', 'OPEN'],
    ['IN_SANDBOX', 'OPEN'],
    ['RESOLVED', 'CLOSED'],
    ['CLOSED', 'CLOSED'],
  ])('that is %s counts as %s', (status, state) => {
    expect(issueRow({ key: 'k', status }, project, people())?.state).toBe(state)
  })

  it('has the state of newer servers where the older word is missing', () => {
    expect(issueRow({ key: 'k', issueStatus: 'FALSE_POSITIVE' }, project, people())).toMatchObject({
      ...{ state: 'CLOSED', originalState: 'FALSE_POSITIVE' },
    })
  })
})

it('a hotspot is an issue without an assignee, whose review is its state', () => {
  const hotspot = {
    ...{ key: 'h1', component: 'acme:web:src/a.py', project: 'acme:web', ruleKey: 'python:S4790', status: 'REVIEWED' },
    ...{
      resolution: 'SAFE',
      vulnerabilityProbability: 'HIGH',
      line: 3,
      message: 'Weak.',
      author: 'cvs',
      assignee: 'id-7',
    },
  }
  expect(hotspotRow(hotspot, project, people())).toMatchObject({
    ...{ externalId: 'h1', type: 'SECURITY_HOTSPOT', severity: 'HIGH', state: 'CLOSED', originalState: 'REVIEWED' },
    ...{
      resolution: 'SAFE',
      rule: 'python:S4790',
      path: 'src/a.py',
      assigneeId: null,
      authorId: null,
      authorName: 'cvs',
    },
  })
  expect(hotspotRow({ key: 'h2', status: 'TO_REVIEW' }, project, people())?.state).toBe('OPEN')
})
