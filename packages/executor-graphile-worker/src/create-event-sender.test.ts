import type { PassEvent, RawClient } from '@data-import/core'
import { expect, it } from 'vitest'
import { createEventSender } from './create-event-sender.js'

const event: PassEvent = { type: 'warned', at: new Date(0), message: 'slow' }

it('sends what comes last together with the events, and alone where the server refuses these', async () => {
  const sent: string[][] = []
  let isRefusing = false
  const db = {
    async $queryRawUnsafe(_query: string, _channel: string, texts: string) {
      const types = (JSON.parse(texts) as string[]).map((text) => (JSON.parse(text) as { type: string }).type)
      if (isRefusing && types.includes('events')) throw new Error('no such character in this encoding')
      sent.push(types)
      return []
    },
  } as unknown as RawClient
  const sender = createEventSender(db, 'channel', 'pass')
  sender.add(event)
  await sender.flush('{"type":"ended"}')
  isRefusing = true
  sender.add(event)
  await sender.flush('{"type":"ended"}')
  expect(sent).toEqual([['events', 'ended'], ['ended']])
})
