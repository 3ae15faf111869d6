import type { PassEvent, RawClient } from '@data-import/core'
import { encodeMessage, longestMessage } from './messages.js'
import { notify } from './statements.js'

/** So many events wait at most; a vendor that answers faster than the database is not kept waiting by them. */
const mostWaiting = 500
const gatherMs = 50

/** Sends events to the orchestrator, a few at a time; what is too much is left out, since the tables hold what counts. */
export function createEventSender(db: RawClient, channel: string, passId: string) {
  let waiting: PassEvent[] = []
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()

  function send(last?: string): void {
    timer = undefined
    const texts = pack(waiting.splice(0), passId)
    if (last !== undefined) texts.push(last)
    sending = sending
      .then(() => notify(db, channel, texts))
      // An event that the server refuses must not keep it from the rest.
      .catch(() => (last === undefined ? undefined : notify(db, channel, [last])))
      .catch(() => undefined)
  }
  return {
    add(event: PassEvent): void {
      if (waiting.length >= mostWaiting) waiting = waiting.slice(mostWaiting / 2)
      waiting.push(event)
      timer ??= setTimeout(() => send(), gatherMs)
    },
    /**
     * Sends what waits, and `last` after it in the same statement. Never throws.
     *
     * @param last a message that is encoded already
     */
    async flush(last?: string): Promise<void> {
      clearTimeout(timer)
      if (waiting.length > 0 || last !== undefined) send(last)
      await sending
    },
  }
}

/** As many events in a message as fit; one that is too long alone is left out. */
function pack(events: readonly PassEvent[], passId: string): string[] {
  const texts: string[] = []
  let gathered: PassEvent[] = []
  let bytes = 0
  const close = () => {
    const text = encodeMessage({ type: 'events', passId, events: gathered })
    if (gathered.length > 0 && text !== undefined) texts.push(text)
    gathered = []
    bytes = 0
  }
  for (const event of events) {
    const own = Buffer.byteLength(JSON.stringify(event)) + 1
    if (bytes + own > longestMessage - 200) close()
    gathered.push(event)
    bytes += own
  }
  close()
  return texts
}
