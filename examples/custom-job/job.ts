import { type PassEvent, postgresLock, runOrchestrator } from '@data-import/core'
import * as git from '@data-import/provider-git'
import { connectionString, db } from './db.js'

/** Imports the data source that is named, now, whether or not it is due: `job.ts website`. */
const [name = 'website'] = process.argv.slice(2)

// The first signal lets every walk end at its next checkpoint; the second doesn't wait.
const drain = new AbortController()
const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const isSecond = drain.signal.aborted
    console.log(isSecond ? 'Stopping at once.' : 'Stopping at the next checkpoint; a second signal stops at once.')
    if (isSecond) abort.abort()
    else drain.abort()
  })
}

const saved = new Map<string, number>()

/** One line for whoever watches; here a job queue would be told how far it is. */
function tell(event: PassEvent) {
  if (event.type === 'rows-saved') {
    const { inserted, updated, unchanged } = event.saved
    saved.set(event.resource, (saved.get(event.resource) ?? 0) + inserted + updated + unchanged)
    console.log(`${event.resource}: ${saved.get(event.resource)} rows`)
  }
  if (event.type === 'run-finished') console.log(`${event.resource}: ${event.status} ${event.errorMessage ?? ''}`)
}

try {
  const { status, reason, unregistered } = await runOrchestrator({
    db,
    providers: [git],
    lock: postgresLock({ connectionString }),
    dataSources: [name],
    force: true,
    secrets: { encryptionKey: () => process.env.DATA_IMPORT_SECRET_KEY?.split(',') },
    drainSignal: drain.signal,
    signal: abort.signal,
    onEvent: tell,
  })
  console.log(`Pass ${status}${reason ? `: ${reason}` : ''}`)
  for (const { dataSource, provider } of unregistered) console.log(`${dataSource}: nobody provides ${provider}`)
  // Whoever started this reads one number, the same as of `data-import run`: complete, not all of it, or nothing was done.
  const isComplete = status === 'completed' && unregistered.length === 0
  process.exitCode = isComplete ? 0 : status === 'busy' ? 75 : 1
} finally {
  await db.$disconnect()
}
