import { adminUrl } from '@data-import/test-kit'
import { expect, it, vi } from 'vitest'
import { boardProvider } from './board/board-provider.fixture.js'
import { openBoard } from './board/open-board.fixture.js'
import { NotApplicableError } from './conformance-error.js'
import { chooseServer } from './database/choose-server.js'
import type { ConformanceOptions } from './options.js'
import type { RuleName } from './rule-name.js'
import { conformanceRules } from './rules.js'
import { testProvider } from './test-provider.js'

/** Registers the tests of a suite and runs one of them; resolves to why it was skipped. */
async function runTest(name: RuleName, options: Partial<ConformanceOptions> = {}): Promise<string | undefined> {
  const bodies = new Map<string, (...given: unknown[]) => Promise<void>>()
  testProvider({
    it: (title, body) => bodies.set(title, body),
    provider: boardProvider(),
    open: openBoard,
    database: { url: adminUrl() },
    ...options,
  })
  expect([...bodies.keys()]).toEqual(conformanceRules.map((rule) => rule.name))
  const skip = vi.fn<(reason: string) => void>()
  await bodies.get(name)?.({ skip })
  return skip.mock.calls[0]?.[0]
}

it('a rule that is excepted is skipped with the reason', async () => {
  const except = { 'rate limits': 'the board has none' }
  expect(await runTest('rate limits', { except })).toBe('the board has none')
})

it('a rule about HTTP is skipped where the outside system has no address', async () => {
  const open: ConformanceOptions['open'] = async (request) => {
    const { addressKey, ...system } = await openBoard(request)
    return system
  }
  expect(await runTest('server errors', { open })).toContain('no `addressKey`')
  expect(await runTest('empty source', { open })).toBeUndefined()
})

it('what a rule opens is closed, also when the rule is skipped while more is being opened', async () => {
  let open = 0
  const counting: ConformanceOptions['open'] = async (request) => {
    const { addressKey, close, ...system } = await openBoard(request)
    open += 1
    return {
      ...system,
      close() {
        open -= 1
        return close()
      },
    }
  }
  expect(await runTest('rate limits', { open: counting })).toContain('no `addressKey`')
  expect(open).toBe(0)
})

it('a secret that is too short to be told apart is refused', async () => {
  const open: ConformanceOptions['open'] = async (request) => {
    const system = await openBoard(request)
    return { ...system, env: { ...system.env, BOARD_TOKEN: 'short' } }
  }
  await expect(runTest('secrets', { open })).rejects.toThrow('at least 8 characters')
})

it('a rule of a list rejects where it is not applicable', async () => {
  const rule = conformanceRules.find(({ name }) => name === 'late partition')
  const open: ConformanceOptions['open'] = async (request) => {
    const { addPartition, ...system } = await openBoard(request)
    return system
  }
  await expect(rule?.run({ provider: boardProvider(), open, database: { url: adminUrl() } })).rejects.toThrow(
    NotApplicableError,
  )
})

it('an exception to a rule that does not exist is refused', () => {
  const except = { 'speed limits': 'no' } as ConformanceOptions['except']
  expect(() => testProvider({ it, provider: boardProvider(), open: openBoard, except })).toThrow(
    /no rule speed limits.*idempotent passes/,
  )
})

it('where no server is named, one that comes along is started, and ends with its user', async () => {
  const server = await chooseServer({}, {})
  const rule = conformanceRules.find(({ name }) => name === 'empty source')
  await rule?.run({ provider: boardProvider(), open: openBoard, database: server })
  await server.close()
  await expect(rule?.run({ provider: boardProvider(), open: openBoard, database: server })).rejects.toThrow(
    'ECONNREFUSED',
  )
})

it('a script that uses a model without a client that has it is told so', async () => {
  const provider = boardProvider({
    async walk({ db }) {
      await db.card.findMany({})
    },
  })
  const rule = conformanceRules.find(({ name }) => name === 'empty source')
  const open: ConformanceOptions['open'] = (request) => openBoard({ ...request, records: 3 })
  await expect(rule?.run({ provider, open, database: { url: adminUrl() } })).rejects.toThrow(
    'give the conformance kit a createClient',
  )
})
