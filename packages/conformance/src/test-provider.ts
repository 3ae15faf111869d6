import type { RegisteredDb } from '@data-import/core'
import { ConfigurationError } from '@data-import/core/provider'
import { NotApplicableError } from './conformance-error.js'
import { chooseServer, type RuleServer } from './database/choose-server.js'
import type { ConformanceOptions, RegisterTest } from './options.js'
import type { RuleName } from './rule-name.js'
import { conformanceRules } from './rules.js'

const timeoutMs = 300_000

/**
 * Gives a provider its suite: one test for each rule of {@link conformanceRules}, on a real Postgres. Rules that can't apply are
 * reported as skipped, with the reason; where the runner can't skip a running test (Jest), one that turns out to be
 * not applicable passes.
 *
 * @example
 * ```ts
 * import { testProvider } from '@data-import/conformance'
 *
 * declare const it: (name: string, body: () => Promise<void>) => void
 * declare const board: import('@data-import/core').Provider
 * declare function startFakeBoard(options: { cards: number; text?: string }): Promise<{
 *   url: string
 *   cards: string[]
 *   addAndChange(): void
 *   close(): Promise<void>
 * }>
 *
 * testProvider({
 *   it,
 *   provider: board,
 *   async open({ records, text }) {
 *     const fake = await startFakeBoard({ cards: records, ...(text !== undefined && { text }) })
 *     return {
 *       env: { BOARD_URL: fake.url, BOARD_TOKEN: 'token-of-acme' },
 *       addressKey: 'BOARD_URL',
 *       expected: () => ({ Card: fake.cards.length }),
 *       change: () => fake.addAndChange(),
 *       close: () => fake.close(),
 *     }
 *   },
 *   except: { 'late partition': 'there is one board only' },
 * })
 * ```
 *
 * @throws {ConfigurationError} for an exception to a rule that doesn't exist.
 */
export function testProvider<Db = RegisteredDb>(
  options: ConformanceOptions<Db> & {
    /** What registers a test: `it` of Vitest, Jest or Node. */
    it: RegisterTest
  },
): void {
  const { it } = options
  const exceptions: Partial<Record<RuleName, string>> = options.except ?? {}
  const names = new Set<string>(conformanceRules.map(({ name }) => name))
  const unknown = Object.keys(exceptions).filter((name) => !names.has(name))
  if (unknown.length > 0) {
    throw new ConfigurationError(`except: there is no rule ${unknown.join(', ')}. The rules: ${[...names].join(', ')}.`)
  }
  let server: Promise<RuleServer> | undefined
  for (const rule of conformanceRules) {
    const body = async (...given: unknown[]) => {
      try {
        const reason = exceptions[rule.name]
        if (reason !== undefined) throw new NotApplicableError(reason)
        // One for all rules of the suite; it ends with the process.
        server ??= chooseServer(options.database)
        const { url, template } = await server
        await rule.run({ ...options, database: { url, ...(template !== undefined && { template }) } })
      } catch (error) {
        if (!(error instanceof NotApplicableError)) throw error
        skipRunning(given[0], error.message)
      }
    }
    it(rule.name, body, timeoutMs)
  }
}

/** Vitest and Node hand a test what it needs to skip itself. */
function skipRunning(test: unknown, reason: string): void {
  const context = test as { skip?: unknown } | null | undefined
  if (typeof context?.skip === 'function') context.skip(reason)
}
