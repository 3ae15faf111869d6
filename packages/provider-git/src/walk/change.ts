/** What some wait for and another one announces. */
export interface Change {
  announce(): void
  /** Waits for the next announcement. @throws the signal's reason if it is aborted before. */
  next(signal: AbortSignal): Promise<void>
}

/** Creates a change that nobody has announced yet. */
export function createChange(): Change {
  const waiting = new Set<() => void>()
  return {
    announce() {
      for (const wake of waiting) wake()
    },
    async next(signal) {
      signal.throwIfAborted()
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        waiting.add(wake)
        signal.addEventListener('abort', wake, { once: true })
      })
      signal.throwIfAborted()
    },
  }
}
