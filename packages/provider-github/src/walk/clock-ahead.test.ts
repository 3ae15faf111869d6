import { describe, expect, it } from 'vitest'
import { isRecent } from '../contributor/contributor.js'
import { beginWalk, isFullLookDue, type WalkHead } from './resource-state.js'

const probedAt = '2026-03-10T12:00:00.000Z'
const partition = { key: '7', startDate: new Date('2026-03-10T11:40:00Z') }
const begin = (before: WalkHead) => beginWalk(partition, before, 'm', { probedAt }, null)
const head = (at: string, fullLookAt = '2026-03-10T11:00:00.000Z'): WalkHead => ({
  ...{ mark: 'm', probedAt: at, since: null, fullLookAt, isFullLook: false },
})

describe('a time that GitHub told and that has not come yet', () => {
  it('is no place to go on from: what changed since the last pass is read, and what a full look reaches', () => {
    expect(begin(head('2026-03-10T14:00:00.000Z'))).toMatchObject({
      ...{ since: '2026-02-08T10:55:00.000Z', isFullLook: true, fullLookAt: probedAt },
    })
    const far = head('2027-03-10T00:00:00.000Z', '2027-03-10T00:00:00.000Z')
    expect(begin(far)).toMatchObject({ since: '2026-02-08T11:35:00.000Z', isFullLook: true, fullLookAt: probedAt })
  })

  it('is no time of a full look', () => {
    expect(isFullLookDue('7', head('2026-03-10T11:45:00.000Z', '2027-01-01T00:00:00.000Z'), probedAt)).toBe(true)
  })

  it('may be a moment ahead, as where a clock tells whole seconds', () => {
    const before = head('2026-03-10T12:00:02.000Z', '2026-03-10T12:00:02.000Z')
    expect(begin(before)).toMatchObject({ since: '2026-03-10T11:55:02.000Z', isFullLook: false })
  })
})

it('members who were looked at in the future, by a clock that was ahead, are looked at again', () => {
  const times = ['2026-03-10T11:00:00Z', '2026-03-08T00:00:00Z', '2027-01-01T00:00:00Z', 'once']
  expect(times.map((lookedAt) => isRecent({ lookedAt }, new Date(probedAt)))).toEqual([true, false, false, false])
})
