import { describe, expect, it } from 'vitest'
import { laterOf } from '../deployment/deployment.js'
import type { Note } from '../pull-request/merge-request.js'
import { approvedAtOf } from '../pull-request/system-notes.js'
import { beginWalk, isFullLookDue, type WalkHead } from './walk-head.js'

const now = new Date('2026-03-10T12:00:00Z')
const partition = { key: '7', startDate: new Date('2026-03-10T11:40:00Z') }
const start = { mark: 'm', seenAt: now.toISOString(), now, since: null }
const head = (begunAt: string, fullLookAt = '2026-03-10T11:00:00.000Z'): WalkHead => ({
  ...{ mark: 'm', seenAt: begunAt, begunAt, since: null, fullLookAt, isFullLook: false },
})

describe('a time that GitLab told and that has not come yet', () => {
  it('is no place to go on from: what changed since the last pass is read, and all of it looked through', () => {
    expect(beginWalk(partition, head('2026-03-10T14:00:00.000Z'), start)).toMatchObject({
      ...{ since: '2026-03-10T11:35:00.000Z', isFullLook: true, fullLookAt: now.toISOString() },
    })
  })

  it('is no time of a full look', () => {
    expect(isFullLookDue('7', head('2026-03-10T11:45:00.000Z', '2027-01-01T00:00:00.000Z'), now)).toBe(true)
  })

  it('may be a moment ahead, as where a clock tells whole seconds', () => {
    const before = head('2026-03-10T12:00:02.000Z', '2026-03-10T12:00:02.000Z')
    expect(beginWalk(partition, before, start)).toMatchObject({ since: '2026-03-10T11:55:02.000Z', isFullLook: false })
  })
})

it('the later of two instants is found whatever zone each is written in', () => {
  expect(laterOf('2026-03-10T09:00:00+02:00', new Date('2026-03-10T08:00:00Z'))).toBe('2026-03-10T08:00:00.000Z')
  expect(laterOf('2026-03-10T08:00:00.000Z', new Date('2026-03-10T09:00:00+02:00'))).toBe('2026-03-10T08:00:00.000Z')
  expect([laterOf(null, null), laterOf('2026-03-10T08:00:00.000Z', null)]).toEqual([null, '2026-03-10T08:00:00.000Z'])
})

it('the note of an approval is that of the user, and not of one whose number ends alike', () => {
  const note = (id: string, username: string, createdAt: string): Note => ({
    ...{ id: createdAt, isSystem: true, body: 'approved this merge request', path: null, createdAt, updatedAt: null },
    author: { id: `gid://gitlab/User/${id}`, username },
  })
  const notes = [note('5', 'maya', '2026-03-01T00:00:00Z'), note('15', 'noor', '2026-03-02T00:00:00Z')]
  expect(approvedAtOf(notes, '5', 'maya')).toEqual(new Date('2026-03-01T00:00:00Z'))
})
