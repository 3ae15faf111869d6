import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { useTestDatabase } from '@data-import/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from './create-client.js'
import { createRawClient } from './raw-client.js'

const database = useTestDatabase()

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
function refusal(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: statement_timeout\0\0')
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}

/** A pooler that can't be reached at first, and then refuses settings that only a session of one's own can have. */
async function startPooler() {
  const { hostname, port } = new URL(database.url)
  const sockets = new Set<Socket>()
  const pooler = { isDown: true, looks: 0, url: '' }
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    if (pooler.isDown) return socket.destroy()
    socket.once('data', (startup) => {
      if (startup.includes('statement_timeout')) {
        pooler.looks++
        return socket.end(refusal())
      }
      const upstream = connect(Number(port || 5432), hostname)
      sockets.add(upstream.on('error', () => undefined))
      upstream.write(startup)
      return socket.pipe(upstream).pipe(socket)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = new URL(database.url)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(pooler, { url: String(url) })
}

test.each([
  ['createRawClient', createRawClient],
  ['createClient', createClient],
] as const)('%s works once a pooler can be reached, and then knows what it refuses', async (_, create) => {
  const pooler = await startPooler()
  const db = create(pooler.url, { max: 2 })
  onTestFinished(() => db.$disconnect())
  await expect(db.$queryRawUnsafe('SELECT 1')).rejects.toThrow()
  pooler.isDown = false
  expect(await db.$queryRawUnsafe('SELECT 1 AS one')).toEqual([{ one: 1 }])
  await Promise.all([1, 2, 3].map(() => db.$queryRawUnsafe('SELECT pg_sleep(0.01)::text')))
  expect(pooler.looks).toBe(1)
})
