import { lockKey, passLockName, resourceLockName } from '@data-import/core'
import type { PrismaClient } from '@data-import/reference-database'
import { withConnection } from '../database/connect.js'
import { cleanText } from '../output/clean-text.js'
import { formatInstant } from '../output/format-number.js'
import { formatTable } from '../output/format-table.js'
import { type HeldLease, heldLeases } from '../queries/held-leases.js'
import { type HeldLock, heldLocks } from '../queries/held-locks.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'

const passName = 'pass'
const leftOver =
  'No pass is running: what is held belongs to a script that ignores its cancellation. It is free when that ends, or its process does.'

export const addLocks: AddCommand = (parent, terminal, finish) => {
  parent
    .command('locks')
    .description('locks that are held, and by whom')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', helpNotes({ examples: ['data-import locks'] }))
    .action(
      action<{ json?: true }, []>(terminal, finish, async (scope, { json }) => {
        const { schema } = scope
        const { locks, leases, lease, running } = await scope.withDatabase(async ({ db, connectionString }) => {
          const names = await lockNames(db, schema)
          const [held, leased] = await withConnection(connectionString, async (client) => [
            await heldLocks(client),
            await heldLeases(client, schema),
          ])
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
        if (json) {
          scope.writeJson({ locks, leases, lease, running })
          return exitCode.ok
        }
        const columns = ['lock', 'backend', 'application', 'address', 'since'].map((title) => ({ title }))
        const rows = locks.map((one) => [
          one.lock,
          String(one.pid),
          one.application,
          one.address ?? 'local',
          formatInstant(one.connectedAt),
        ])
        const table = formatTable(columns, rows, { width: scope.width, paintTitle: scope.colors.dim })
        const isHeld = locks.length > 0 || leases.length > 0
        if (locks.length > 0) scope.write(table)
        for (const { lock, holder, acquiredAt, expiresAt } of leases) {
          const since = `${formatInstant(acquiredAt)}, until ${formatInstant(expiresAt)} unless renewed`
          scope.write(`${cleanText(`${lock} leased by ${holder} since ${since}`)}\n`)
        }
        const isPassHeld = [...locks, ...leases].some(({ lock }) => lock === passName)
        if (isHeld && !isPassHeld) scope.write(`${leftOver}\n`)
        if (!isHeld) scope.write('No lock is held: no pass is running.\n')
        if (lease) {
          const holder = isPassHeld ? 'held by' : 'last held by'
          scope.write(
            `${cleanText(`lease ${lease.token}, ${holder} ${lease.holder ?? '?'} since ${formatInstant(lease.acquiredAt)}`)}\n`,
          )
        }
        for (const run of running) {
          const note = isHeld ? '' : ' (its process died; the next pass closes it)'
          scope.write(
            `${cleanText(`${run.dataSource.name}/${run.scriptName} RUNNING since ${formatInstant(run.startedAt)}${note}`)}\n`,
          )
        }
        return exitCode.ok
      }),
    )
}

/** The lock of the pass first; an application's own advisory locks are left out. */
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
  return new Map([
    [passLockName(schema), passName],
    ...runs.map(({ dataSourceId, scriptName, dataSource }): [string, string] => [
      resourceLockName(schema, dataSourceId, scriptName ?? ''),
      `${dataSource.name}/${scriptName}`,
    ]),
  ])
}
