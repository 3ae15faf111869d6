/** How soon the loss of the lock is noticed: at the latest after both together. */
export interface HeartbeatOptions {
  /** Milliseconds between two looks. Default: 1,000. */
  heartbeatIntervalMs?: number
  /** Milliseconds that an answer may take. Default: 2,000. */
  heartbeatTimeoutMs?: number
}

/**
 * Asks again and again whether the session still holds the lock, which a half-open connection, a pooler or a
 * `pg_advisory_unlock_all()` can take away without an error.
 * @returns a function that stops it.
 */
export function startHeartbeat(
  isHeldNow: () => Promise<boolean>,
  { heartbeatIntervalMs = 1_000, heartbeatTimeoutMs = 2_000 }: HeartbeatOptions,
  lose: (reason: string, cause?: unknown) => void,
): () => void {
  let isStopped = false
  let timer: NodeJS.Timeout
  const beat = () => {
    let isAnswered = false
    // An answer may wait in the socket because this process was busy: let it be read before giving up.
    timer = setTimeout(
      () => setImmediate(() => setImmediate(() => isAnswered || isStopped || lose('no answer from the database'))),
      heartbeatTimeoutMs,
    )
    isHeldNow().then(
      (isHeld) => {
        isAnswered = true
        clearTimeout(timer)
        if (isStopped) return
        if (!isHeld) lose('the database says that this session no longer holds it')
        else timer = setTimeout(beat, heartbeatIntervalMs).unref()
      },
      (error: unknown) => {
        isAnswered = true
        clearTimeout(timer)
        if (!isStopped) lose('its connection failed', error)
      },
    )
  }
  timer = setTimeout(beat, heartbeatIntervalMs).unref()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
