import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { postgresLock } from '@data-import/core'
import { type Measurement, median } from './measurement.js'

const kills = 20
const blackholes = 5

/** How soon the lock is free after its holder was killed, and how soon the holder notices a dead connection. */
export async function benchLock(connectionString: string): Promise<Measurement[]> {
  const freed: number[] = []
  for (let index = 0; index < kills; index++) freed.push(await timeUntilFree(connectionString))
  const noticed: number[] = []
  for (let index = 0; index < blackholes; index++) noticed.push(await timeUntilNoticed(connectionString))
  const p95 = [...freed].sort((a, b) => a - b)[Math.ceil(kills * 0.95) - 1] ?? Number.NaN
  const worst = Math.max(...noticed)
  return [
    {
      what: `lock free after kill -9 (p50, p95 of ${kills})`,
      measured: `${median(freed).toFixed(0)} ms, ${p95.toFixed(0)} ms`,
      samples: freed,
      unit: 'ms',
      target: '≤ 50 ms',
      isMet: p95 <= 50,
    },
    {
      what: `dead lock connection noticed (worst of ${blackholes})`,
      measured: `${(worst / 1000).toFixed(2)} s`,
      target: '≤ 3.5 s',
      isMet: worst <= 3_500,
    },
  ]
}

async function timeUntilFree(connectionString: string): Promise<number> {
  const program = fileURLToPath(new URL('hold-lock.ts', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, connectionString], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) if (line === 'held') break
  const lock = postgresLock({ connectionString })
  const exited = once(child, 'exit')
  const start = performance.now()
  child.kill('SIGKILL')
  for (;;) {
    const lease = await lock.acquire({ schema: 'data' })
    if (lease) {
      const taken = performance.now() - start
      await lease.release()
      await exited
      return taken
    }
  }
}

/** A proxy that, from one moment on, swallows everything without closing a connection. */
async function timeUntilNoticed(connectionString: string): Promise<number> {
  const target = new URL(connectionString)
  const { hostname, port } = target
  let isOpen = true
  const sockets: Socket[] = []
  const proxy = createServer((client) => {
    const server = connect(Number(port || 5432), hostname)
    sockets.push(client, server)
    for (const socket of [client, server]) socket.on('error', () => undefined)
    client.on('data', (data) => isOpen && server.write(data))
    server.on('data', (data) => isOpen && client.write(data))
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  target.hostname = '127.0.0.1'
  target.port = String(typeof address === 'object' && address ? address.port : 0)
  const lease = await postgresLock({ connectionString: target.toString() }).acquire({ schema: 'data' })
  if (!lease) throw new Error('The lock is taken.')
  const lost = once(lease.signal, 'abort')
  const start = performance.now()
  isOpen = false
  await lost
  const taken = performance.now() - start
  await lease.release()
  for (const socket of sockets) socket.destroy()
  proxy.close()
  return taken
}
