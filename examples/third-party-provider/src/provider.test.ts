import { testProvider } from '@data-import/conformance'
import { expect, it } from 'vitest'
import { startFakeBoard } from './fake-board.js'
import * as board from './index.js'

testProvider({
  it,
  provider: board,
  async open({ records, text }) {
    const fake = await startFakeBoard({ cards: records, text })
    return {
      env: { BOARD_URL: fake.url, BOARD_TOKEN: 'secret-of-acme' },
      addressKey: 'BOARD_URL',
      expected: () => ({ Board: fake.boards.length, Card: fake.cards.length }),
      change: fake.change,
      remove: fake.remove,
      addPartition: fake.addBoard,
      close: fake.close,
    }
  },
  windowOf: { Card: 'updatedAt' },
})

it('gives a board its name', () => {
  expect(board.boardRow({ id: 'board-1', name: 'Website' })).toEqual({ externalId: 'board-1', name: 'Website' })
})

it('gives a card its points, unknown where nobody has estimated it', () => {
  const card = { id: 'card-1', title: 'New header', estimate: 3, updated_at: '2026-06-01T12:00:00Z' }
  const row = { externalId: 'card-1', boardId: 'row-1', title: 'New header', points: 3 }
  expect(board.cardRow(card, 'row-1')).toEqual({ ...row, updatedAt: new Date('2026-06-01T12:00:00Z') })
  expect(board.cardRow({ ...card, estimate: null }, 'row-1').points).toBeNull()
})
