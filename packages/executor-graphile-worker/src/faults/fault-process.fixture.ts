/** A process for the faults of workers: says that it is ready, gets one task as a message, and tells of it in messages. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { createClient } from '@data-import/reference-database'
import { createWorker, graphileWorkerExecutor } from '../index.js'
import { type PagesShape, pagesScripts } from './pages.fixture.js'

/** What the process is to be. */
export interface ProcessTask {
  as: 'worker' | 'orchestrator'
  url: string
  shape: PagesShape
  /** Milliseconds that the vendor takes for a page. */
  pageMs: number
  version?: string
}

export type ProcessMessage =
  | { type: 'ready' | 'serving' | 'ended' | 'started' | 'joined' }
  | { type: 'page'; key: string; page: number }
  | { type: 'result'; status: string }

const say = (message: ProcessMessage) => void process.send?.(message)
say({ type: 'ready' })
const [{ as, url, shape, pageMs, version }] = (await once(process, 'message')) as [ProcessTask]
const db = createClient(url, { max: 4, applicationName: 'fault-process' })
const scripts = pagesScripts(shape, async (key, page, signal) => {
  say({ type: 'page', key, page })
  await sleep(pageMs, undefined, { signal })
})
const wiring = {
  db,
  providers: [{ scripts, ...(version ? { version } : {}) }],
  lock: postgresLock({ connectionString: url }),
}
if (as === 'worker') {
  const drain = new AbortController()
  process.once('SIGTERM', () => drain.abort())
  const onEvent = ({ type }: { type: string }) => {
    if (type === 'worker-started') say({ type: 'serving' })
    if (type === 'run-started') say({ type: 'started' })
    if (type === 'run-joined') say({ type: 'joined' })
  }
  await createWorker({ ...wiring, connectionString: url, onEvent }).run({ drainSignal: drain.signal })
  say({ type: 'ended' })
} else {
  const executor = graphileWorkerExecutor({ connectionString: url })
  const { status } = await createOrchestrator({ ...wiring, executor }).run({ force: true })
  say({ type: 'result', status })
}
await db.$disconnect()
process.disconnect?.()
