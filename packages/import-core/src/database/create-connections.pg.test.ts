import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { useTestDatabase } from '@data-import/test-kit'
import type { Client } from 'pg'
import { expect, it } from 'vitest'
import { PassStoppedError } from '../errors/import-error.js'
import { createConnections } from './create-connections.js'
import { openConnection } from './open-connection.js'

const database = useTestDatabase()

const applicationName = 'connections under test'

/** Connections whose opening can be held back, with those that were opened and have not ended. */
function underTest() {
  const open = new Set<Client>()
  let begun = () => {}
  let letThrough = () => {}
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve
  })
  let gate = Promise.resolve()
  const connections = createConnections(2, async () => {
    begun()
    await gate
    const client = await openConnection({ connectionString: database.url, applicationName })
    open.add(client)
    client.on('end', () => open.delete(client))
    return client
  })
  return {
    ...connections,
    open,
    isBegun,
    holdBack() {
      gate = new Promise((resolve) => {
        letThrough = resolve
      })
    },
    letThrough: () => letThrough(),
  }
}

async function expectNoSession() {
  const sessions = 'SELECT 1 FROM pg_stat_activity WHERE application_name = $1'
  // A server process ends a moment after its client.
  await expect.poll(() => database.db.$queryRawUnsafe(sessions, applicationName)).toEqual([])
}

it('closes a connection that is just being opened, and lends it to nobody', async () => {
  const connections = underTest()
  connections.holdBack()
  let isLent = false
  const using = connections.use(async () => {
    isLent = true
  })
  const refused = expect(using).rejects.toThrow(PassStoppedError)
  await connections.isBegun
  const closing = connections.close()
  const first = await Promise.race([closing.then(() => 'closed'), setImmediate('still opening')])
  expect(first).toBe('still opening')
  connections.letThrough()
  await closing
  expect(connections.open.size).toBe(0)
  await refused
  expect(isLent).toBe(false)
  await expectNoSession()
})

it('has closed what broke, what idles and what is still lent when it is closed', async () => {
  const connections = underTest()
  await connections.use(async (connection) => {
    connection.isBroken = true
  })
  await connections.use(async ({ client }) => void (await client.query('SELECT 1')))
  let lent = () => {}
  const isLent = new Promise<void>((resolve) => {
    lent = resolve
  })
  const left = Promise.all(
    [1, 2].map(() =>
      connections.use(async ({ client }) => {
        await client.query('BEGIN')
        lent()
        await once(client, 'end')
        throw new Error('its connection has ended')
      }),
    ),
  )
  const brokenOff = expect(left).rejects.toThrow()
  await isLent
  await connections.close()
  expect(connections.open.size).toBe(0)
  await brokenOff
  await expect(connections.use(async () => undefined)).rejects.toThrow(PassStoppedError)
  await expectNoSession()
})

it('waits for the end of a connection that broke a moment before', async () => {
  const connections = underTest()
  await connections.use(async (connection) => {
    connection.isBroken = true
  })
  await connections.close()
  expect(connections.open.size).toBe(0)
})
