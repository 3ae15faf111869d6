import { adminUrl } from '@data-import/test-kit'
import { describe, expect, it } from 'vitest'
import { brokenProviders } from './board/broken-providers.fixture.js'
import { openBoard } from './board/open-board.fixture.js'
import { ConformanceError } from './conformance-error.js'
import { conformanceRules } from './rules.js'

describe('a provider that breaks only this rule is found out by it, and the message names it', () => {
  it.each(conformanceRules)('$name', async (rule) => {
    const error = await rule
      .run({
        provider: brokenProviders[rule.name],
        open: openBoard,
        database: { url: adminUrl() },
        windowOf: { Card: 'updatedAt' },
      })
      .then(
        () => undefined,
        (reason: unknown) => reason,
      )
    expect(error).toBeInstanceOf(ConformanceError)
    expect((error as ConformanceError).message).toMatch(new RegExp(`^${rule.name}: .+\\. .+\\.$`, 's'))
  })
})
