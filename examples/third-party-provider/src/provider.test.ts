import { testProvider } from '@data-import/core/testing'
import { it } from 'vitest'
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
