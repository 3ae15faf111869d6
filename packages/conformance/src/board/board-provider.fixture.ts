import { setTimeout as sleep } from 'node:timers/promises'
import {
  ConfigurationError,
  type DataSourceScript,
  defineConfiguration,
  defineTable,
  type ExecutionContext,
  type PartitionContext,
  type Provider,
  type RowOf,
  rowsOf,
  settingsOf,
  TransientError,
} from '@data-import/core/provider'
import type { FakeCard, FakeComment } from './start-fake-board.fixture.js'

export const boardTable = defineTable({
  name: 'Board',
  model: 'board',
  columns: { externalId: { column: 'external_id', type: 'text' }, name: { column: 'name', type: 'text' } },
})

export const cardTable = defineTable({
  name: 'Card',
  model: 'card',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    boardId: { column: 'board_id', type: 'text' },
    title: { column: 'title', type: 'text' },
    updatedAt: { column: 'updated_at', type: 'timestamp' },
    doneAt: { column: 'done_at', type: 'timestamp', isNullable: true },
  },
})

export const commentTable = defineTable({
  name: 'Comment',
  model: 'comment',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    cardId: { column: 'card_id', type: 'text' },
    text: { column: 'text', type: 'text' },
  },
})

/** The board answered with another status than 200. */
export class BoardError extends TransientError {
  constructor(readonly status: number) {
    super(`The board answered ${status}.`)
  }
}

export const boardConfiguration = defineConfiguration([
  { key: 'BOARD_URL', description: 'Address of the board', isRequired: true },
  { key: 'BOARD_TOKEN', description: 'API token', isSecret: true, isRequired: true },
])

interface Boards {
  boards: { id: string; name: string }[]
}

export interface CardPage {
  cards: FakeCard[]
  next: string | number | null
}

export type CardRow = RowOf<typeof cardTable>
export type CommentRow = RowOf<typeof commentTable>

/** The parts of the provider, each of which a test may do wrong. */
export interface BoardParts {
  /** Asks the server; throws for everything but a whole answer. */
  ask(context: ExecutionContext, path: string, signal: AbortSignal): Promise<unknown>
  send(context: ExecutionContext, path: string, signal: AbortSignal): Promise<Response>
  readBoards(context: ExecutionContext, parts: BoardParts): Promise<Boards['boards']>
  pathOf(partition: PartitionContext, context: ExecutionContext): string
  cardRow(card: FakeCard, boardId: string, context: ExecutionContext): CardRow
  walk(context: ExecutionContext, partition: PartitionContext, parts: BoardParts): Promise<void>
  /** All comments of a card, of which the card has the first ones. */
  commentsOf(context: ExecutionContext, card: FakeCard, parts: BoardParts): Promise<CommentRow[]>
  /** Reads again what was not done: no list shows when it is. */
  readUndone(context: ExecutionContext, partition: PartitionContext, parts: BoardParts): Promise<void>
  savePage(
    context: ExecutionContext,
    partition: PartitionContext,
    rows: CardRow[],
    next: CardPage['next'],
    comments?: CommentRow[],
  ): Promise<void>
}

const longestWaitMs = 5_000

/** Every part done right. */
export const honest: BoardParts = {
  async send(context, path, signal) {
    const { BOARD_URL, BOARD_TOKEN } = settingsOf(boardConfiguration, context.env)
    const headers = { authorization: `Bearer ${BOARD_TOKEN}` }
    return fetch(`${BOARD_URL}${path}`, { headers, signal, redirect: 'manual' })
  },
  async ask(context, path, signal) {
    const response = await this.send(context, path, signal)
    if (response.status === 401)
      throw new ConfigurationError('The board refused the token (401): set BOARD_TOKEN again.')
    if (response.status === 429) {
      const waitMs = waitOf(response.headers.get('retry-after'))
      if (waitMs > Math.min(longestWaitMs, context.timeLeftMs())) throw new TransientError('The board limits requests.')
      await sleep(waitMs, undefined, { signal })
      return this.ask(context, path, signal)
    }
    if (response.status !== 200) throw new BoardError(response.status)
    return response.json()
  },
  async readBoards(context, parts) {
    const { boards } = (await parts.ask(context, '/boards', context.signal)) as Boards
    return boards
  },
  pathOf: ({ key, startDate }) => `/boards/${key}/cards?since=${startDate.toISOString()}`,
  cardRow: ({ id, title, updatedAt, doneAt }, boardId) => ({
    externalId: String(id),
    boardId,
    title,
    updatedAt: new Date(updatedAt),
    doneAt: doneAt === null ? null : new Date(doneAt),
  }),
  async walk(context, partition, parts) {
    const boardId = context.idOf(boardTable, partition.key)
    let position = partition.cursor as CardPage['next']
    do {
      const after = position === null ? '' : `&after=${position}`
      const path = `${parts.pathOf(partition, context)}${after}`
      const isResumed = position !== null && position === partition.cursor
      const page = await parts.ask(context, path, partition.signal).catch((error: unknown) => {
        const isRefused = isResumed && error instanceof BoardError && [400, 404, 410].includes(error.status)
        if (isRefused) partition.restart(`the board refuses its position (${error.status})`)
        throw error
      })
      const { cards, next } = page as CardPage
      const rows = cards.map((card) => parts.cardRow(card, boardId, context))
      const comments: CommentRow[] = []
      for (const card of cards) comments.push(...(await parts.commentsOf(context, card, parts)))
      await parts.savePage(context, partition, rows, next, comments)
      position = next
    } while (position !== null)
  },
  async commentsOf(context, { id, comments, commentCount }, parts) {
    const all: FakeComment[] = [...comments]
    while (all.length < commentCount) {
      const more = (await parts.ask(context, `/cards/${id}/comments?offset=${all.length}`, context.signal)) as {
        comments: FakeComment[]
      }
      if (more.comments.length === 0) break
      all.push(...more.comments)
    }
    const cardId = context.idOf(cardTable, String(id))
    return all.map((comment) => ({ externalId: comment.id, cardId, text: comment.text }))
  },
  async readUndone(context, partition, parts) {
    const boardId = context.idOf(boardTable, partition.key)
    for (const { externalId } of await context.stored(cardTable, ['externalId'], {
      where: { boardId, doneAt: null },
    })) {
      const card = (await parts.ask(context, `/cards/${externalId}`, partition.signal)) as FakeCard
      await context.save(cardTable, [parts.cardRow(card, boardId, context)])
    }
  },
  async savePage(_context, partition, rows, next, comments = []) {
    const writes = comments.length > 0 ? [rowsOf(commentTable, comments)] : []
    await partition.checkpoint({ rows: [rowsOf(cardTable, rows), ...writes], cursor: next })
  },
}

function waitOf(header: string | null): number {
  if (header === null) return Number.POSITIVE_INFINITY
  return /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now()
}

/** An honest provider on plain `fetch`, with some of its parts done differently. */
export function boardProvider(different: Partial<BoardParts> = {}): Provider & { scripts: DataSourceScript[] } {
  const parts: BoardParts = { ...honest, ...different }
  return {
    configuration: boardConfiguration,
    tables: [boardTable, cardTable, commentTable],
    scripts: [
      {
        ...{ dataSourceName: 'BOARD', resource: 'board', dependsOn: [], importWindowDays: 365 },
        async run(context) {
          const boards = await parts.readBoards(context, parts)
          await context.save(
            boardTable,
            boards.map(({ id, name }) => ({ externalId: id, name })),
          )
        },
      },
      {
        ...{ dataSourceName: 'BOARD', resource: 'card', dependsOn: ['board'], importWindowDays: 365 },
        async run(context) {
          const boards = await context.stored(boardTable, ['externalId', 'name'])
          const partitions = boards.map(({ externalId, name }) => ({ key: externalId, name: name.slice(0, 100) }))
          await context.partitions(partitions, async (partition) => {
            await parts.walk(context, partition, parts)
            await parts.readUndone(context, partition, parts)
          })
        },
      },
    ],
  }
}
