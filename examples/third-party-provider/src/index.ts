import {
  type DataSourceScript,
  defineConfiguration,
  defineTable,
  type ExecutionContext,
  type PartitionContext,
  type RowOf,
  rowsOf,
  settingsOf,
  unavailableReasonOf,
} from '@data-import/core/provider'
import { createHttpSource, keysetPaging, linkPaging } from '@data-import/http'

export const configuration = defineConfiguration([
  { key: 'BOARD_URL', description: 'API address', format: 'url', defaultValue: 'https://board.acme.example/api' },
  { key: 'BOARD_TOKEN', description: 'API token, from Settings > Tokens', isSecret: true, isRequired: true },
])

const externalId = { column: 'external_id', type: 'text' } as const
const name = { column: 'name', type: 'text' } as const
export const boardTable = defineTable({ name: 'Board', model: 'board', columns: { externalId, name } })
export const cardTable = defineTable({
  name: 'Card',
  model: 'card',
  columns: {
    externalId,
    boardId: { column: 'board_id', type: 'text' },
    title: { column: 'title', type: 'text' },
    points: { column: 'points', type: 'integer', isNullable: true },
    updatedAt: { column: 'updated_at', type: 'timestamp' },
  },
})
export const tables = [boardTable, cardTable]

const boardScript: DataSourceScript = {
  dataSourceName: 'BOARD',
  resource: 'board',
  dependsOn: [],
  importWindowDays: 365,
  async run(context) {
    const pages = openBoard(context).pages<Board>('/boards', { paging: linkPaging() })
    for await (const { items } of pages) await context.save(boardTable, items.map(boardRow))
  },
}

const cardScript: DataSourceScript = {
  dataSourceName: 'BOARD',
  resource: 'card',
  dependsOn: ['board'],
  importWindowDays: 90,
  async run(context) {
    const source = openBoard(context)
    const paging = keysetPaging<Card>({ parameter: 'after', keyOf: ({ id }) => id })
    const walk = async ({ key, startDate, cursor, checkpoint }: PartitionContext) => {
      const options = { paging, query: { updated_since: startDate, limit: 100 }, from: cursor }
      for await (const { items, next } of source.pages<Card>(`/boards/${encodeURIComponent(key)}/cards`, options)) {
        const cards = items.map((card) => cardRow(card, context.idOf(boardTable, key)))
        await checkpoint({ rows: [rowsOf(cardTable, cards)], cursor: next })
      }
    }
    const boards = await context.stored(boardTable, ['externalId', 'name'])
    const partitions = boards.map(({ externalId: key, name }) => ({ key, name }))
    await context.partitions(partitions, walk, { unavailableReasonOf })
  },
}
export const scripts = [boardScript, cardScript]

function openBoard(context: ExecutionContext) {
  const { BOARD_URL: baseUrl, BOARD_TOKEN } = settingsOf(configuration, context.env)
  return createHttpSource(context, { name: 'Acme Board', baseUrl, headers: { authorization: `Bearer ${BOARD_TOKEN}` } })
}

export type Board = { id: string; name: string }
export function boardRow({ id, name }: Board): RowOf<typeof boardTable> {
  return { externalId: id, name }
}

export type Card = { id: string; title: string; estimate: number | null; updated_at: string }
export function cardRow({ id, title, estimate, updated_at }: Card, boardId: string): RowOf<typeof cardTable> {
  return { externalId: id, boardId, title, points: estimate, updatedAt: new Date(updated_at) }
}
