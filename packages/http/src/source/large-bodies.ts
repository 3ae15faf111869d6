import { unlessAborted } from './unless-aborted.js'

/** Bytes from which a body is a large one. */
export const largeBytes = 4 * 1024 * 1024

/** One question's place among those with large bodies, of which one at a time is read. */
export interface LargeBodyTurn {
  /** Waits until no other is being read. */
  take(signal: AbortSignal): Promise<void>
  /** Lets the next one begin; nothing where it was not taken. */
  end(): void
}

/** Makes the turns of questions that share a connection. */
export function createLargeBodyTurns(): () => LargeBodyTurn {
  let last: Promise<void> = Promise.resolve()
  return () => {
    let end = () => {}
    return {
      async take(signal) {
        const before = last
        const own = new Promise<void>((resolve) => {
          end = resolve
        })
        last = before.then(() => own)
        await unlessAborted(signal, () => before)
      },
      end: () => end(),
    }
  }
}
