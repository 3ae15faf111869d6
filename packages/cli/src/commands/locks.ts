import { lockKey, passLockName, type RawClient, resourceLockName, workerLockName } from '@data-import/core'
import { type HeldLease, type HeldLock, selectHeldLeases, selectHeldLocks } from '@data-import/ledger'
import { formatInstant } from '../output/format-number.js'
import { latestRuns } from '../queries/latest-runs.js'
import { dataSourceRows } from '../rows/data-sources.js'
import { leaseRows } from '../rows/lease-rows.js'
import { runningRows } from '../rows/runs.js'
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
        lease: await passLease(db, schema),
        running: (await runningRows(db)).map(({ id, scriptName, startedAt, dataSource }) => {
          return { id, scriptName, startedAt, dataSource }
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

async function passLease(db: RawClient, schema: string) {
  const name = passLockName(schema)
  return (await leaseRows(db, name)).find((lease) => lease.name === name) ?? null
}

/** What people call the locks that may be held: a key doesn't tell its name. */
async function lockNames(db: RawClient, schema: string): Promise<Map<string, string>> {
  const [runs, sources] = await Promise.all([latestRuns(db), dataSourceRows(db)])
  const names = new Map(sources.map(({ id, name }) => [id, name]))
  const named = runs.map(({ dataSourceId, resource }): [string, string] => [
    resourceLockName(schema, dataSourceId, resource),
    `${names.get(dataSourceId) ?? dataSourceId}/${resource}`,
  ])
  const workers = await leaseRows(db, workerLockName(schema, 0).slice(0, -1))
  const known = workers.map(({ name, holder }): [string, string] => [
    name,
    `${workerName} ${name.split('/').at(-1)}${holder ? ` (${holder})` : ''}`,
  ])
  return new Map([[passLockName(schema), passName], ...named, ...known])
}
