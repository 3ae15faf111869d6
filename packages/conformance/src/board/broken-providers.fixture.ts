import { TableMismatchError } from '@data-import/core'
import { defineTable, type Provider, rowsOf, TransientError } from '@data-import/core/provider'
import type { RuleName } from '../rule-name.js'
import {
  type BoardParts,
  boardConfiguration,
  boardProvider,
  boardTable,
  type CardPage,
  type CardRow,
  cardTable,
  commentTable,
  honest,
} from './board-provider.fixture.js'
import { providersThatBelieve } from './providers-that-believe.fixture.js'

const empty = { boards: [], cards: [], next: null }
const cardWithSource = defineTable({
  ...cardTable,
  columns: { ...cardTable.columns, source: { column: 'source', type: 'text', isNullable: true } },
})

/** Reads by offset, which what is deleted before it moves. */
const byOffset: BoardParts['walk'] = async (context, partition, parts) => {
  const boardId = context.idOf(boardTable, partition.key)
  for (let offset = Number(partition.cursor ?? 0); ; ) {
    const path = `${parts.pathOf(partition, context)}&offset=${offset}`
    const { cards, next } = (await parts.ask(context, path, partition.signal)) as CardPage
    const rows = cards.map((card) => parts.cardRow(card, boardId, context))
    await parts.savePage(context, partition, rows, next)
    if (next === null) return
    offset = Number(next)
  }
}

/** Providers that each break one rule, as real ones do. */
export const brokenProviders: Readonly<Record<RuleName, Provider>> = {
  'complete first import': boardProvider({
    async walk(context, partition, parts) {
      const boardId = context.idOf(boardTable, partition.key)
      for (let newerThan = partition.cursor ?? partition.startDate.toISOString(); ; ) {
        const path = `/boards/${partition.key}/cards?newer_than=${newerThan}`
        const { cards } = (await parts.ask(context, path, partition.signal)) as CardPage
        const last = cards.at(-1)?.updatedAt ?? null
        const rows = cards.map((card) => parts.cardRow(card, boardId, context))
        await parts.savePage(context, partition, rows, last)
        if (last === null) return
        newerThan = last
      }
    },
  }),
  'idempotent passes': boardProvider({
    async walk(context, partition, parts) {
      await honest.walk(context, partition, parts)
      await context.db.$executeRawUnsafe(
        'UPDATE data."Card" SET title = title WHERE data_source_id = $1',
        context.dataSourceId,
      )
    },
  }),
  'declared keys': boardProvider({
    send(context, path, signal) {
      const prefix = context.env.BOARD_PREFIX ?? ''
      return honest.send(context, `${prefix}${path}`, signal)
    },
  }),
  'crash at every page': boardProvider({
    async savePage(context, partition, rows, next) {
      await partition.checkpoint({ rows: [], cursor: next })
      await context.save(cardTable, rows)
    },
  }),
  'late partition': boardProvider({
    pathOf: ({ key }, { startDate }) => `/boards/${key}/cards?since=${startDate.toISOString()}`,
  }),
  'rate limits': boardProvider({
    async send(context, path, signal) {
      const first = await honest.send(context, path, signal)
      return first.status === 429 ? honest.send(context, path, signal) : first
    },
  }),
  'server errors': boardProvider({
    async send(context, path, signal) {
      const response = await honest.send(context, path, signal)
      return response.status >= 500 ? Response.json(empty) : response
    },
  }),
  'broken answers': boardProvider({
    ask(context, path, signal) {
      return honest.ask(context, path, signal).catch((error: unknown) => {
        if (error instanceof SyntaxError || isCut(error)) return empty
        throw error
      })
    },
  }),
  'other shapes': boardProvider({
    async ask(context, path, signal) {
      return { ...empty, ...((await honest.ask(context, path, signal)) as object | null) }
    },
  }),
  'token expiry': boardProvider({
    async send(context, path, signal) {
      for (let attempt = 1; ; attempt++) {
        const response = await honest.send(context, path, signal)
        if (response.status !== 401 || attempt === 20) return response
      }
    },
  }),
  'page drift': boardProvider({ walk: byOffset }),
  'empty source': boardProvider({
    async readBoards(context, parts) {
      const boards = await honest.readBoards(context, parts)
      if (boards.length === 0) throw new TransientError('There is no board.')
      return boards
    },
  }),
  'huge list': boardProvider({
    async walk(context, partition, parts) {
      const all: CardRow[] = []
      const savePage: BoardParts['savePage'] = async (_context, _partition, rows) => void all.push(...rows)
      await honest.walk(context, partition, { ...parts, savePage })
      await context.save(cardTable, all)
    },
  }),
  'hostile text': boardProvider({
    cardRow(card, boardId, context) {
      const title = decodeURIComponent(encodeURIComponent(card.title))
      return honest.cardRow({ ...card, title }, boardId, context)
    },
  }),
  'ordering claims': boardProvider({
    pathOf: ({ key }) => `/boards/${key}/cards?order=newest`,
    async walk(context, partition, parts) {
      const boardId = context.idOf(boardTable, partition.key)
      for (let after = partition.cursor as string | null; ; ) {
        const path = `${parts.pathOf(partition, context)}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`
        const { cards, next } = (await parts.ask(context, path, partition.signal)) as CardPage
        const firstOld = cards.findIndex((card) => new Date(card.updatedAt) < partition.startDate)
        const fresh = firstOld === -1 ? cards : cards.slice(0, firstOld)
        const position = firstOld === -1 ? next : null
        await parts.savePage(
          context,
          partition,
          fresh.map((card) => parts.cardRow(card, boardId, context)),
          position,
        )
        if (position === null) return
        after = String(position)
      }
    },
  }),
  secrets: {
    ...boardProvider({
      async savePage(context, partition, rows, next) {
        const source = `${context.env.BOARD_URL}/cards?token=${context.env.BOARD_TOKEN}`
        const withSource = rows.map((row) => ({ ...row, source }))
        await partition.checkpoint({ rows: [rowsOf(cardWithSource, withSource)], cursor: next })
      },
    }),
    tables: [boardTable, cardWithSource, commentTable],
  },
  'import window': boardProvider({ pathOf: ({ key }) => `/boards/${key}/cards?since=` }),
  'missing column': boardProvider({
    readUndone: async () => {},
    // Core fails the walk where this is swallowed: only its reason can be lost.
    savePage: async (context, _partition, rows) => {
      await context.save(cardTable, rows).catch((error: unknown) => {
        if (!(error instanceof TableMismatchError)) throw error
        throw new TransientError('The cards could not be saved.')
      })
    },
  }),
  'stops when asked': boardProvider({
    send: (context, path) => honest.send(context, path, new AbortController().signal),
    savePage: (context, partition, rows, next) =>
      honest.savePage(context, partition, rows, next).catch((error: unknown) => {
        if (!partition.signal.aborted) throw error
      }),
  }),
  'other origins': boardProvider({
    async send(context, path, signal) {
      const { BOARD_URL = '', BOARD_TOKEN = '' } = context.env
      return fetch(`${BOARD_URL}${path}`, { headers: { 'x-board-token': BOARD_TOKEN }, signal })
    },
  }),
  'whole declarations': {
    ...boardProvider(),
    configuration: boardConfiguration.map((key) => ({ ...key, description: '' })),
  },
  ...providersThatBelieve,
  'shrinking lists': boardProvider({ walk: byOffset }),
}

function isCut(error: unknown): boolean {
  return error instanceof TypeError && /terminated/.test(error.message)
}
