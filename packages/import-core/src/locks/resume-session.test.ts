import { expect, it } from 'vitest'
import { NotResumedError, type ResumeOptions, resumeSession } from './resume-session.js'

const refused = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
const never = () => new Promise<string>(() => undefined)

function options(given: Partial<ResumeOptions<string>> = {}): ResumeOptions<string> {
  const nothing = () => undefined
  const { signal } = new AbortController()
  return { patienceMs: 10_000, silenceMs: 5_000, waitMs: 1, onWait: nothing, onLate: nothing, signal, ...given }
}

it('attempts again while the server refuses, and says once that it waits', async () => {
  let attempts = 0
  let waits = 0
  const attempt = () => (++attempts < 4 ? refused() : Promise.resolve('session'))
  expect(await resumeSession(attempt, options({ onWait: () => void waits++ }))).toBe('session')
  expect([attempts, waits]).toEqual([4, 1])
})

it('ends when the server is not there again in time', async () => {
  await expect(resumeSession(refused, options({ patienceMs: 30 }))).rejects.toThrow(/not there again within/)
})

it('ends when nobody answers, since others may reach the server', async () => {
  await expect(resumeSession(refused, options({ silenceMs: 0 }))).rejects.toThrow(/does not answer/)
})

it('ends at once when somebody else has the lock, or the server says another thing than that it is not there', async () => {
  const gone = () => Promise.reject(new NotResumedError('another pass has it'))
  await expect(resumeSession(gone, options())).rejects.toThrow('another pass has it')
  const denied = () => Promise.reject(Object.assign(new Error('password'), { code: '28P01' }))
  await expect(resumeSession(denied, options())).rejects.toThrow(/no other could be used/)
})

it('ends when it was given back', async () => {
  const { signal } = { signal: AbortSignal.abort() }
  await expect(resumeSession(refused, options({ signal }))).rejects.toThrow(/given back/)
})

it('waits for no attempt longer than for the server, and keeps no session that comes later', async () => {
  await expect(resumeSession(never, options({ patienceMs: 20 }))).rejects.toThrow(NotResumedError)
  let open: (session: string) => void = () => undefined
  const late = new Promise<string>((resolve) => {
    open = resolve
  })
  const kept: string[] = []
  const onLate = (session: string) => void kept.push(session)
  await expect(resumeSession(() => late, options({ patienceMs: 20, onLate }))).rejects.toThrow(NotResumedError)
  open('too late')
  await late
  expect(kept).toEqual(['too late'])
})
