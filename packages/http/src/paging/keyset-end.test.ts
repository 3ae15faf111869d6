import { TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useHttpServer } from '../source/http-server.fixture.js'
import { keysetPaging } from './keyset-paging.js'
import { readAll } from './pages.fixture.js'

interface Ticket {
  number: number
  touchedAt: string
}
interface TicketPage {
  tickets: Ticket[]
  left: number
}

const server = useHttpServer()
const touchedAt = '2026-05-01T00:00:00Z'
const tickets = (...numbers: number[]): Ticket[] => numbers.map((number) => ({ number, touchedAt }))

/** Reads a list whose answers come one after the other. */
function readAnswers(...bodies: TicketPage[]) {
  server.answer((_, response) => response.end(JSON.stringify(bodies[server.asked.length - 1])))
  const paging = keysetPaging<Ticket, TicketPage>({
    parameter: 'after',
    keyOf: (ticket) => `${ticket.touchedAt}|${ticket.number}`,
    hasMoreOf: ({ left }) => left > 0,
  })
  return readAll(server.open().pages('/tickets', { paging, items: (body: TicketPage) => body.tickets }))
}

describe('keys of a list that says how much is left', () => {
  it('end with nothing left, without a further question', async () => {
    const { items, error } = await readAnswers({ tickets: tickets(1, 2), left: 1 }, { tickets: tickets(3), left: 0 })
    expect([items, error]).toEqual([tickets(1, 2, 3), undefined])
    expect(server.asked).toEqual(['GET /api/tickets', 'GET /api/tickets?after=2026-05-01T00%3A00%3A00Z%7C2'])
  })

  it('end at once where there is nothing', async () => {
    expect(await readAnswers({ tickets: [], left: 0 })).toEqual({ items: [], next: [null], error: undefined })
  })

  it('do not end at an empty page before that', async () => {
    const { items, error } = await readAnswers({ tickets: tickets(1), left: 2 }, { tickets: [], left: 2 })
    expect(items).toEqual(tickets(1))
    expect(error).toBeInstanceOf(TransientError)
  })
})
