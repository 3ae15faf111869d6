/** A worker in a process of its own: `worker-process.ts URL CONCURRENCY`. Says `serving`, and ends with SIGTERM. */
import { postgresLock } from '@data-import/core'
import { createWorker } from '@data-import/executor-graphile-worker'
import * as git from '@data-import/provider-git'
import { createClient } from '@data-import/reference-database'
import { workerScripts } from './worker-scripts.js'

const [connectionString = '', concurrency = '4'] = process.argv.slice(2)
const db = createClient(connectionString, { max: 1 })
const drain = new AbortController()
process.once('SIGTERM', () => drain.abort())
await createWorker({
  db,
  providers: [{ scripts: workerScripts }, git],
  lock: postgresLock({ connectionString }),
  connectionString,
  concurrency: Number(concurrency),
  onEvent: ({ type }) => {
    if (type === 'worker-started') process.stdout.write('serving\n')
  },
}).run({ drainSignal: drain.signal })
await db.$disconnect()
