import { setTimeout as sleep } from 'node:timers/promises'
import { isConnectionFailure } from '../errors/database-error.js'
import { sqlState } from '../errors/sql-state.js'

/** How long a session is waited for; milliseconds. */
export interface ResumeOptions<Session> {
  /** Until the lock is given up. */
  patienceMs: number
  /** After which an attempt that got no answer ends the wait: somebody else may reach a server that only this process can't reach. */
  silenceMs: number
  /** Between two attempts. */
  waitMs: number
  /** Called once, with the first refusal: the server isn't there at the moment. */
  onWait(): void
  /** Called with a session that came too late. */
  onLate(session: Session): void
  /** Aborted when the lock is no longer wanted. */
  signal: AbortSignal
}

/** Why a lost session was not resumed. */
export class NotResumedError extends Error {}

/**
 * Attempts to take a session's place until the server is there again.
 *
 * @param attempt throws {@link NotResumedError} if the lock is gone for good
 * @throws {NotResumedError} with the reason: somebody else has the lock, or the server did not come back in time.
 */
export async function resumeSession<Session>(
  attempt: () => Promise<Session>,
  { patienceMs, silenceMs, waitMs, onWait, onLate, signal }: ResumeOptions<Session>,
): Promise<Session> {
  const beganAt = performance.now()
  const tooLate = (cause?: unknown) => {
    const waited = `${Math.round(patienceMs / 1_000)} s`
    return new NotResumedError(`its connection failed, and the database was not there again within ${waited}`, {
      cause,
    })
  }
  for (let count = 1; ; count++) {
    const attemptedAt = performance.now()
    try {
      return await settleInTime(attempt(), beganAt + patienceMs - attemptedAt, tooLate, onLate)
    } catch (error) {
      if (error instanceof NotResumedError) throw error
      if (signal.aborted) throw new NotResumedError('it was given back', { cause: error })
      // A server that starts may be full at first, of clients that all come back at once.
      if (!isConnectionFailure(error) && sqlState(error) !== '53300') {
        throw new NotResumedError('its connection failed, and no other could be used', { cause: error })
      }
      const now = performance.now()
      if (now - attemptedAt >= silenceMs) {
        throw new NotResumedError('its connection failed, and the database does not answer', { cause: error })
      }
      if (now - beganAt >= patienceMs) throw tooLate(error)
      if (count === 1) onWait()
      await sleep(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** What an attempt waits for isn't all limited: a host's own function may tell the address. */
async function settleInTime<Session>(
  attempt: Promise<Session>,
  limitMs: number,
  tooLate: () => Error,
  onLate: (session: Session) => void,
): Promise<Session> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      attempt.then(onLate, () => undefined)
      reject(tooLate())
    }, limitMs)
  })
  return Promise.race([attempt, late]).finally(() => clearTimeout(timer))
}
