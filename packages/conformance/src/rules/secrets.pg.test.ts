import { adminUrl } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { boardConfiguration, boardProvider, honest } from '../board/board-provider.fixture.js'
import { openBoard } from '../board/open-board.fixture.js'
import { boardToken } from '../board/start-fake-board.fixture.js'
import type { ConformanceOptions } from '../options.js'
import { conformanceRules } from '../rules.js'

/** A provider whose credentials have an innocent name, and are sent in a header of the vendor. */
async function tryWith(access: { isSecret?: boolean }): Promise<void> {
  const provider = {
    ...boardProvider({
      async send({ env }, path, signal) {
        const headers = { 'x-board-token': env.BOARD_ACCESS ?? '' }
        return fetch(`${env.BOARD_URL}${path}`, { headers, signal, redirect: 'manual' })
      },
    }),
    configuration: [...boardConfiguration.slice(0, 1), { key: 'BOARD_ACCESS', description: 'Access', ...access }],
  }
  const open: ConformanceOptions['open'] = async (request) => {
    const system = await openBoard(request)
    return { ...system, env: { BOARD_URL: system.env.BOARD_URL ?? '', BOARD_ACCESS: boardToken } }
  }
  await conformanceRules.find(({ name }) => name === 'secrets')?.run({ provider, open, database: { url: adminUrl() } })
}

it('a key whose value is sent as a credential must be declared secret, whatever its name', async () => {
  await expect(tryWith({})).rejects.toThrow(
    /^secrets: the value of BOARD_ACCESS is sent in the header x-board-token and is not declared secret/,
  )
})

it('a key whose value is sent as a credential and that is declared secret is right', async () => {
  await expect(tryWith({ isSecret: true })).resolves.toBeUndefined()
})

it('a secret that the provider renews must not be in its rows either', async () => {
  const renewed = 'renewed-board-token'
  const provider = {
    ...boardProvider({
      async readBoards(context, parts) {
        await context.saveSetting('BOARD_RENEWED', renewed)
        return honest.readBoards(context, parts)
      },
      cardRow: (card, boardId, context) => ({
        ...honest.cardRow(card, boardId, context),
        title: context.env.BOARD_RENEWED ?? renewed,
      }),
    }),
    configuration: [...boardConfiguration, { key: 'BOARD_RENEWED', description: 'Renewed', isSecret: true }],
  }
  const run = conformanceRules.find(({ name }) => name === 'secrets')?.run
  await expect(run?.({ provider, open: openBoard, database: { url: adminUrl() } })).rejects.toThrow(
    /^secrets: after an import, .* holds a secret of the configuration/,
  )
})
