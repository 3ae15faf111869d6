import { useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import type { RawClient } from '../database/client.js'
import type { ResourceLock } from '../locks/pass-lock.js'
import { createContextShare } from './share.js'

const database = useTestDatabase()
const identity = { runId: 'run', dataSourceId: 'one', dataSource: 'one', provider: 'ACME', resource: 'commit' }

/** Locks of a session that can end, as the server ends those of a worker that hangs. */
function createSessions() {
  const held = new Map<string, number>()
  const lease = (session: number) => ({
    async acquireResource(_dataSourceId: string, name: string): Promise<ResourceLock | null> {
      if (held.has(name)) return null
      held.set(name, session)
      return { release: async () => void held.delete(name) }
    },
  })
  return { lease, end: () => held.clear() }
}

async function join(lease: ReturnType<ReturnType<typeof createSessions>['lease']>, isLeader = false) {
  const db = database.db as unknown as RawClient
  const share = await createContextShare({ db, schema: 'data', identity, lease, isLeader })
  const saved = { inserted: 3, updated: 1, unchanged: 0, deleted: 0, failed: 1 }
  share.writeWith({
    saved,
    inFencedTransaction: (_what, work) =>
      database.db.$transaction(async (transaction) => {
        await share.lock(transaction as unknown as RawClient)
        await work(transaction as unknown as RawClient)
      }),
  })
  return share
}

it('refuses what a worker writes once another has taken over a partition of its', async () => {
  const sessions = createSessions()
  const frozen = await join(sessions.lease(1))
  const claim = await frozen.claim('a')
  const other = await frozen.claim('b')
  sessions.end()
  const leader = await join(sessions.lease(2), true)
  expect(await leader.claim('a')).toMatchObject({ is: 'mine', isContinued: true })
  await expect(frozen.lock(database.db as unknown as RawClient)).rejects.toThrow('may not write any more')
  if (claim.is !== 'mine' || other.is !== 'mine') throw new Error('not claimed')
  const outcome = { key: 'b', name: 'b', status: 'COMPLETE' as const, watermark: null }
  await expect(other.end(outcome)).rejects.toThrow('may not write any more')
  await expect(frozen.claim('c')).rejects.toThrow('may not write any more')
  await leader.forget()
})

it('gives each partition to one, and tells how its walk ended and what its worker has written', async () => {
  const sessions = createSessions()
  const [leader, helper] = [await join(sessions.lease(1), true), await join(sessions.lease(2))]
  const claim = await helper.claim('a')
  expect(await leader.claim('a')).toEqual({ is: 'taken' })
  if (claim.is !== 'mine') throw new Error('not claimed')
  const watermark = new Date('2026-01-02T00:00:00Z')
  await claim.end({ key: 'a', name: 'a', status: 'FAILED', reason: 'broken', watermark })
  await claim.giveBack()
  const outcome = { key: 'a', name: 'a', status: 'FAILED', reason: 'broken', watermark }
  expect(await leader.claim('a')).toEqual({ is: 'ended', outcome })
  expect(await leader.othersCounts()).toEqual({ imported: 4, failed: 1 })
  await leader.forget()
  await expect(helper.lock(database.db as unknown as RawClient)).rejects.toThrow('may not write any more')
})

it('lets a partition that was given back to whoever comes, and its worker go on', async () => {
  const sessions = createSessions()
  const [leader, helper] = [await join(sessions.lease(1), true), await join(sessions.lease(2))]
  const claim = await helper.claim('a')
  if (claim.is !== 'mine') throw new Error('not claimed')
  await claim.giveBack()
  expect(await leader.claim('a')).toMatchObject({ is: 'mine', isContinued: true })
  await helper.lock(database.db as unknown as RawClient)
  await leader.forget()
})

it('lets two walks of one worker end at the same moment', async () => {
  const helper = await join(createSessions().lease(1))
  const claims = [await helper.claim('a'), await helper.claim('b')]
  let come: () => void = () => undefined
  const bothFenced = new Promise<void>((resolve) => {
    come = resolve
  })
  let fenced = 0
  helper.writeWith({
    saved: { inserted: 3, updated: 1, unchanged: 0, deleted: 0, failed: 1 },
    inFencedTransaction: (_what, work) =>
      database.db.$transaction(async (transaction) => {
        await helper.lock(transaction as unknown as RawClient)
        if (++fenced === 2) come()
        await bothFenced
        await work(transaction as unknown as RawClient)
      }),
  })
  await Promise.all(
    claims.map((claim, index) => {
      if (claim.is !== 'mine') throw new Error('not claimed')
      const key = 'ab'.charAt(index)
      return claim.end({ key, name: key, status: 'COMPLETE', watermark: null })
    }),
  )
  expect(await helper.othersCounts()).toEqual({ imported: 4, failed: 1 })
  await helper.forget()
})
