import { TransientError } from '@data-import/core/provider'
import { type LargeBodyTurn, largeBytes } from './large-bodies.js'
import type { TimeLimit } from './time-limit.js'
import { unlessAborted } from './unless-aborted.js'

/**
 * The bytes of a body as they come, up to a number of them, and within the time; ends the time with the body. A large one waits
 * for its turn, and then has the whole time.
 */
export function boundedBody(
  body: ReadableStream<Uint8Array>,
  largestBytes: number,
  limit: TimeLimit,
  turn: LargeBodyTurn | undefined,
): ReadableStream<Uint8Array> {
  const { signal } = limit
  const reader = body.getReader()
  // `fetch` forgets the signal once it has answered and memory is collected: what aborts is heard here.
  const stop = () => void reader.cancel(signal.reason).catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  const end = () => {
    signal.removeEventListener('abort', stop)
    limit.end()
  }
  let bytes = 0
  let isLarge = false
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await unlessAborted(signal, () => reader.read())
        if (done) {
          end()
          return controller.close()
        }
        bytes += value.byteLength
        if (bytes > largestBytes) {
          throw new TransientError(`An answer is larger than ${largestBytes} bytes; it was not read.`)
        }
        if (turn && !isLarge && bytes > largeBytes) {
          isLarge = true
          limit.pause()
          await turn.take(signal)
          limit.restart()
        }
        controller.enqueue(value)
      } catch (error) {
        end()
        await reader.cancel(error).catch(() => undefined)
        throw error
      }
    },
    cancel(reason) {
      end()
      return reader.cancel(reason)
    },
  })
}
