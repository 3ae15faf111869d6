import type { Client } from 'pg'
import { closeSession } from '../database/close-session.js'
import { type DatabaseAddress, patienceMs } from '../database/open-database.js'
import { isConnectionFailure } from '../errors/database-error.js'
import { createTurns } from './create-turns.js'
import { type HeartbeatOptions, startHeartbeat } from './heartbeat.js'
import { holdsLock } from './lock-statements.js'
import { type LockSession, silenceMs, takeSessionAgain } from './open-lock-session.js'
import { resumeSession } from './resume-session.js'

/** What is kept in a session, and how. */
export interface KeepSessionOptions {
  schema: string
  /** Of the pass's lock. */
  key: bigint
  options: DatabaseAddress & HeartbeatOptions
  onWarning(message: string): void
}

/** What the server says to its other clients when one of its processes crashed: it continues, without any of them. */
const crashOfAnother = '57P02'
const waitMs = 200

/**
 * Keeps the session that holds the locks of a pass. When the server restarts, a new session takes its place, if it gets the same
 * locks under the same fencing token; until then whoever wants one of its locks waits. Every other end of it is a loss.
 */
export function keepSession(first: LockSession, { schema, key, options, onWarning }: KeepSessionOptions) {
  const inTurn = createTurns()
  const resources = new Set<bigint>()
  const givenBack = new AbortController()
  const farewells = new Set<Promise<void>>()
  let current = first
  let resuming: Promise<void> | undefined
  let mayResume = true
  /** Of the current session, as its server said. */
  let isCrash = false
  let stopBeat = () => {}
  let lose: (reason: string, cause?: unknown) => void = () => undefined

  function follow(session: LockSession): void {
    isCrash = false
    const end = (reason: string, cause?: unknown) => onEnd(session, reason, cause)
    session.client.on('notice', ({ code }) => {
      if (session === current && code === crashOfAnother) isCrash = true
    })
    session.client.on('error', (error) => end('its connection failed', error))
    session.client.on('end', () => end('its connection was closed'))
    stopBeat = startHeartbeat(
      // While the pass holds its lock, one look at that stands for all: they live and die with the session.
      () =>
        inTurn(async () => !mayResume || holdsLock(session.client, key, session.pid)).catch((error: unknown) => {
          end('its connection failed', error)
          return true
        }),
      options,
      (reason, cause) => {
        if (session === current) lose(reason, cause)
      },
    )
  }

  function onEnd(session: LockSession, reason: string, cause: unknown): void {
    if (session !== current || resuming || givenBack.signal.aborted) return
    stopBeat()
    const farewell = closeSession(session.client).finally(() => farewells.delete(farewell))
    farewells.add(farewell)
    if (!mayResume) {
      lose(reason, cause)
      return
    }
    const beganAt = performance.now()
    resuming = resumeSession(() => takeSessionAgain(options, schema, session, isCrash, resources), {
      ...{ patienceMs, silenceMs, waitMs, signal: givenBack.signal },
      onLate: ({ client }) => void closeSession(client),
      onWait: () =>
        onWarning(
          `The database went away, and the lock of the pass with it. The pass waits for up to ${patienceMs / 1_000} s, and continues if it gets its lock back before another pass takes it.`,
        ),
    }).then(async (next) => {
      if (givenBack.signal.aborted) return closeSession(next.client)
      current = next
      resuming = undefined
      follow(next)
      const seconds = ((performance.now() - beganAt) / 1_000).toFixed(1)
      onWarning(
        `The database restarted. ${seconds} s later the pass had its lock again, which nobody had taken in between: it continues.`,
      )
    })
    // Stays as it is: who waits for the session learns from it that there is none any more.
    resuming.catch((error: Error) => lose(error.message, error.cause ?? cause))
  }

  return {
    /** Keys of the resource locks that are held: a new session takes them along. */
    resources,
    client: () => current.client,
    watch(onLoss: typeof lose): () => void {
      lose = onLoss
      follow(current)
      return () => stopBeat()
    },
    /** Does work that may be done twice, one piece after the other: on a new session where this one ended meanwhile. */
    run: <R>(work: (client: Client) => Promise<R>): Promise<R> =>
      inTurn(async () => {
        for (;;) {
          await resuming
          const session = current
          try {
            return await work(session.client)
          } catch (error) {
            if (!isConnectionFailure(error)) throw error
            // A statement may fail before its connection says that it ended.
            onEnd(session, 'its connection failed', error)
            if (!resuming) throw error
          }
        }
      }),
    /** From now on, what ends the session ends its locks: another pass may have begun. */
    stopResuming() {
      mayResume = false
    },
    /** Never throws. */
    async close(): Promise<void> {
      givenBack.abort()
      await resuming?.catch(() => undefined)
      await Promise.all([closeSession(current.client), ...farewells])
    },
  }
}
