import { adminUrl } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import { boardProvider } from './board/board-provider.fixture.js'
import { openBoard } from './board/open-board.fixture.js'
import { testProvider } from './test-provider.js'

describe('an honest provider on plain fetch keeps the rule', () => {
  testProvider({
    it,
    provider: boardProvider(),
    open: openBoard,
    database: { url: adminUrl() },
    windowOf: { Card: 'updatedAt' },
  })
})
