import { adminUrl } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { boardConfiguration, boardProvider } from '../board/board-provider.fixture.js'
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
