import { type ExecutionContext, settingsOf } from '@data-import/core/provider'
import { createHttpSource, cursorPaging } from '@data-import/http'
import { adminUrl, isDeep, sampledRules } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import {
  boardConfiguration,
  boardProvider,
  boardTable,
  type CardPage,
  type CommentRow,
} from './board/board-provider.fixture.js'
import { openBoard } from './board/open-board.fixture.js'
import type { FakeCard } from './board/start-fake-board.fixture.js'
import { testProvider } from './test-provider.js'

const provider = boardProvider({
  async readBoards(context) {
    const { body } = await boardOf(context).get<{ boards: { id: string; name: string }[] }>('/boards')
    return body.boards
  },
  async walk(context, partition, parts) {
    const boardId = context.idOf(boardTable, partition.key)
    const source = boardOf(context)
    const pages = source.pages<FakeCard, CardPage>(`/boards/${partition.key}/cards`, {
      query: { since: partition.startDate },
      paging: cursorPaging({ parameter: 'after', cursorOf: (body: CardPage) => body.next }),
      items: ({ cards }) => cards,
      from: partition.cursor,
    })
    for await (const { items, next } of pages) {
      const rows = items.map((card) => parts.cardRow(card, boardId, context))
      const comments: CommentRow[] = []
      for (const card of items) comments.push(...(await parts.commentsOf(context, card, parts)))
      await parts.savePage(context, partition, rows, next, comments)
    }
  },
})

function boardOf(context: ExecutionContext) {
  const { BOARD_URL, BOARD_TOKEN } = settingsOf(boardConfiguration, context.env)
  return createHttpSource(context, {
    name: 'The board',
    // How often more a request is repeated is shown where the source is tested, and in the deep suite.
    ...(!isDeep && { retries: 1 }),
    baseUrl: BOARD_URL,
    headers: { authorization: `Bearer ${BOARD_TOKEN}` },
  })
}

describe('a provider on the HTTP source keeps the rule', () => {
  testProvider({
    // Those that the source, and not the provider, has to keep. The others are kept by the honest provider in every check.
    it: sampledRules(it, ['rate limits', 'server errors', 'brief outage', 'moved address']),
    provider,
    open: openBoard,
    database: { url: adminUrl() },
    windowOf: { Card: 'updatedAt' },
  })
})
