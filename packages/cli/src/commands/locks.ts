import { lockKey, passLockName, resourceLockName, workerLockName } from '@data-import/core'
import { type HeldLease, type HeldLock, selectHeldLeases, selectHeldLocks } from '@data-import/ledger'
import type { PrismaClient } from '@data-import/reference-database'
import { formatInstant } from '../output/format-number.js'
import { defineCommand } from './define-command.js'

const passName = 'pass'
const workerName = 'worker'
const isWorker = (lock: string) => lock.startsWith(`${workerName} `)
const leftOver =
  'No pass is running. The locks belong to a script that ignores its cancellation. They are released when it ends, or its process does.\n'

export const addLocks = defineCommand({
  name: 'locks',
  description: 'locks that are held, and by whom',
  examples: ['data-import locks'],
  async run(scope, { json }) {
    const { schema } = scope
    const { locks, leases, lease, running } = await scope.withDatabase(async ({ db }) => {
      const names = await lockNames(db, schema)
      const held = await selectHeldLocks(db)
      const leased = await selectHeldLeases(db, schema)
      return {
        locks: nameLocks(held, names),
        leases: nameLeases(leased, names),
        lease: await db.importLease.findUnique({ where: { name: passLockName(schema) } }),
        running: await db.dataSourceRun.findMany({
          where: { status: 'RUNNING' },
          select: { id: true, scriptName: true, startedAt: true, dataSource: { select: { name: true } } },
          orderBy: { startedAt: 'asc' },
        }),
      }
    })
    if (json) return void scope.writeJson({ locks, leases, lease, running })
    const columns = ['lock', 'backend', 'application', 'address', 'since'].map((title) => ({ title }))
    const rows = locks.map(({ lock, pid, application, address, connectedAt }) => [
      ...[lock, String(pid), application, address ?? 'local', formatInstant(connectedAt)],
    ])
    const isHeld = locks.length > 0 || leases.length > 0
    if (locks.length > 0) scope.write(scope.table(columns, rows))
    for (const { lock, holder, acquiredAt, expiresAt } of leases) {
      const until = `until ${formatInstant(expiresAt)} unless renewed`
      scope.writeLine(`${lock} leased by ${holder} since ${formatInstant(acquiredAt)}, ${until}`)
    }
    const isOfScripts = [...locks, ...leases].some(({ lock }) => lock !== passName && !isWorker(lock))
    const isPassHeld = [...locks, ...leases].some(({ lock }) => lock === passName)
    if (isOfScripts && !isPassHeld) scope.write(leftOver)
    if (!isHeld) scope.write('No lock is held: no pass is running.\n')
    if (lease) {
      const holder = `${isPassHeld ? 'held by' : 'last held by'} ${lease.holder ?? '?'}`
      scope.writeLine(`lease ${lease.token}, ${holder} since ${formatInstant(lease.acquiredAt)}`)
    }
    for (const { dataSource, scriptName, startedAt } of running) {
      const note = isHeld ? '' : ' (its process died; the next pass closes it)'
      scope.writeLine(`${dataSource.name}/${scriptName} RUNNING since ${formatInstant(startedAt)}${note}`)
    }
  },
})

/** The lock of the pass comes first; an application's own advisory locks are left out. */
function nameLocks(held: readonly HeldLock[], names: ReadonlyMap<string, string>) {
  const byKey = new Map([...names].map(([lockName, name]) => [lockKey(lockName), name]))
  const rank = ({ lock }: { lock: string }) => (lock === passName ? '' : lock)
  return held
    .flatMap((lock) => {
      const name = byKey.get(lock.key)
      return name === undefined ? [] : [{ lock: name, ...lock }]
    })
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

function nameLeases(held: readonly HeldLease[], names: ReadonlyMap<string, string>) {
  return held.map(({ name, ...lease }) => ({ lock: names.get(name) ?? name, ...lease }))
}

/** What people call the locks that may be held: a key doesn't tell its name. */
async function lockNames(db: PrismaClient, schema: string): Promise<Map<string, string>> {
  const runs = await db.dataSourceRun.findMany({
    where: { scriptName: { not: null } },
    distinct: ['dataSourceId', 'scriptName'],
    select: { dataSourceId: true, scriptName: true, dataSource: { select: { name: true } } },
  })
  const named = runs.map(({ dataSourceId, scriptName, dataSource }): [string, string] => [
    resourceLockName(schema, dataSourceId, scriptName ?? ''),
    `${dataSource.name}/${scriptName}`,
  ])
  const workers = await db.importLease.findMany({
    where: { name: { startsWith: workerLockName(schema, 0).slice(0, -1) } },
  })
  const known = workers.map(({ name, holder }): [string, string] => [
    name,
    `${workerName} ${name.split('/').at(-1)}${holder ? ` (${holder})` : ''}`,
  ])
  return new Map([[passLockName(schema), passName], ...named, ...known])
}
