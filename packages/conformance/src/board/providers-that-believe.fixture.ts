import { setTimeout as sleep } from 'node:timers/promises'
import { type PartitionContext, type Provider, TransientError } from '@data-import/core/provider'
import type { RuleName } from '../rule-name.js'
import {
  BoardError,
  type BoardParts,
  boardProvider,
  boardTable,
  type CardPage,
  cardTable,
  honest,
} from './board-provider.fixture.js'

const hourMs = 3_600_000
const refusals = [403, 404]

/** Asks, and gives an error of which nothing shows that it is about the position. */
const askBlindly: BoardParts['ask'] = (context, path, signal) =>
  honest.ask(context, path, signal).catch((error: unknown) => {
    throw error instanceof BoardError ? new TransientError(error.message) : error
  })

/** Providers that each believe one thing of their outside system that is not always true. */
export const providersThatBelieve = {
  'refused positions': boardProvider({ ask: askBlindly }),
  'moved address': boardProvider({
    ask: (context, path, signal) => honest.ask(context, path, signal),
    send(context, path, signal) {
      if (!path.startsWith('http')) return honest.send(context, path, signal)
      const { BOARD_URL: _, ...env } = context.env
      return honest.send(
        { ...context, env: { ...env, BOARD_URL: new URL(path).origin } },
        path.slice(new URL(path).origin.length),
        signal,
      )
    },
    async walk(context, partition, parts) {
      const boardId = context.idOf(boardTable, partition.key)
      const first = `${context.env.BOARD_URL}${parts.pathOf(partition, context)}`
      for (let address = (partition.cursor as string | null) ?? first; ; ) {
        const { cards, next } = (await parts.ask(context, address, partition.signal)) as CardPage
        const link = new URL(address)
        if (next !== null) link.searchParams.set('after', String(next))
        const rows = cards.map((card) => parts.cardRow(card, boardId, context))
        await parts.savePage(context, partition, rows, next === null ? null : link.href)
        if (next === null) return
        address = link.href
      }
    },
  }),
  'refused requests': boardProvider({
    async send(context, path, signal) {
      const response = await honest.send(context, path, signal)
      return refusals.includes(response.status) ? Response.json({ boards: [], cards: [], next: null }) : response
    },
  }),
  'refused part': boardProvider({
    async walk(context, partition, parts) {
      for (const { id } of await parts.readBoards(context, parts)) {
        await parts.ask(context, parts.pathOf({ ...partition, key: id } as PartitionContext, context), partition.signal)
      }
      await honest.walk(context, partition, parts)
    },
  }),
  'brief outage': boardProvider({
    async send(context, path, signal) {
      const response = await honest.send(context, path, signal)
      if (response.status === 502) await sleep(hourMs, undefined, { signal })
      return response
    },
  }),
  'late changes': boardProvider({
    async walk(context, partition, parts) {
      const boardId = context.idOf(boardTable, partition.key)
      const stored = await context.stored(cardTable, ['externalId'])
      const known = new Set(partition.cursor === null ? stored.map(({ externalId }) => externalId) : [])
      for (let after = partition.cursor as string | null; ; ) {
        const path = `/boards/${partition.key}/cards?order=created${after === null ? '' : `&after=${after}`}`
        const { cards, next } = (await parts.ask(context, path, partition.signal)) as CardPage
        const fresh = cards.filter(({ id }) => !known.has(String(id)))
        const position = fresh.length < cards.length || next === null ? null : String(next)
        const rows = fresh.map((card) => parts.cardRow(card, boardId, context))
        await parts.savePage(context, partition, rows, position)
        if (position === null) return
        after = position
      }
    },
  }),
  'unfinished records': boardProvider({ readUndone: async () => {} }),
  'capped lists': boardProvider({
    pathOf: (partition, context) => `${honest.pathOf(partition, context)}&search=`,
  }),
  'nested lists': boardProvider({
    commentsOf: (context, card, parts) =>
      honest.commentsOf(context, { ...card, commentCount: card.comments.length }, parts),
  }),
} satisfies Partial<Record<RuleName, Provider>>
