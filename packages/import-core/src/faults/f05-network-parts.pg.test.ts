import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { isWholeSuite, recordFault, times, useTestDatabase } from '@data-import/test-kit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type LockMode, postgresLock } from '../locks/postgres-lock.js'

/** Packets of one connection are dropped both ways: what a pulled cable does, and neither end hears of it. */
function partConnection(clientPort: number, serverPort: number): () => void {
  const rules = [
    ['--sport', String(clientPort), '--dport', String(serverPort)],
    ['--sport', String(serverPort), '--dport', String(clientPort)],
  ].map((ports) => ['INPUT', '-i', 'lo', '-p', 'tcp', ...ports, '-j', 'DROP'])
  for (const rule of rules) execFileSync('iptables', ['-A', ...rule])
  return () => {
    for (const rule of rules) execFileSync('iptables', ['-D', ...rule], { stdio: 'ignore' })
  }
}

function missingFirewall(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux'
  try {
    execFileSync('iptables', ['-L', '-n'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'it needs root and iptables: apt-get install iptables'
  }
}

const missing = missingFirewall() ?? (isWholeSuite ? undefined : 'it takes a while: npm run test:faults')

describe.skipIf(missing)(`F5${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const database = useTestDatabase()

  it.each<LockMode>(['session', 'transaction'])(
    'F5: when the network parts, mode %s has noticed before the server frees the lock, within 12 s',
    async (mode) => {
      const freedMs: number[] = []
      const noticedMs: number[] = []
      let doubled = 0
      for (let count = 0; count < times(1, 5); count++) {
        const lock = postgresLock({ connectionString: database.url, mode })
        const lease = await lock.acquire({ schema: 'data' })
        if (!lease) throw new Error('the lock is taken')
        const sessions = await database.db.$queryRawUnsafe<{ port: number }[]>(
          `SELECT client_port AS port FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'data-import lock'`,
        )
        const heals = sessions.map(({ port }) => partConnection(port, Number(new URL(database.url).port)))
        const heal = () => {
          for (const one of heals.splice(0)) one()
        }
        onTestFinished(heal)
        const partedAt = performance.now()
        const lost = once(lease.signal, 'abort').then(() => noticedMs.push(performance.now() - partedAt))
        let next = null
        while (!next) next = await lock.acquire({ schema: 'data' })
        freedMs.push(performance.now() - partedAt)
        if (!lease.signal.aborted) doubled++
        heal()
        await lost
        await next.release()
        await lease.release()
      }
      const note = `lock free; noticed after ${Math.max(...noticedMs).toFixed(0)} ms at most`
      const title = `network parts, mode ${mode}`
      await recordFault({
        fault: 'F5',
        title,
        injected: freedMs.length,
        lost: 0,
        doubled,
        stuck: 0,
        recoveryMs: freedMs,
        note,
      })
      expect(Math.max(...freedMs)).toBeLessThan(12_000)
      expect(Math.max(...noticedMs)).toBeLessThan(3_500)
    },
  )
})
