/** A process for the faults of workers: says that it is ready, gets one task as a message, and tells of it in messages. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { createClient } from '@data-import/reference-database'
import { createWorker, graphileWorkerExecutor } from '../index.js'
import { organizationScripts } from './organization.fixture.js'
import { type PagesShape, pagesScripts } from './pages.fixture.js'

/** What the process is to be. */
export interface ProcessTask {
  as: 'worker' | 'orchestrator'
  url: string
  /** What its scripts import. */
  shape: PagesShape | 'organization'
  /** Milliseconds that the vendor takes for a page. */
  pageMs: number
  version?: string
  /** Milliseconds by which this process's clock is ahead. */
  shiftMs?: number
  /** Of its scripts. Default: none. */
  timeoutMs?: number
  /** Runs of a worker at once. Default: 4. */
  concurrency?: number
  /** Connections of each kind; fewer than the default where there are many processes. Default: 4. */
  connections?: number
}

export type ProcessMessage =
  | { type: 'ready' | 'serving' | 'ended' | 'started' | 'joined' }
  | { type: 'page'; key: string; page: number }
  | { type: 'result'; status: string }

const say = (message: ProcessMessage) => void process.send?.(message)
say({ type: 'ready' })
const [{ as, url, shape, pageMs, version, shiftMs = 0, concurrency = 4, connections = 4, timeoutMs }] = (await once(
  process,
  'message',
)) as [ProcessTask]
if (shiftMs !== 0) shiftClock(shiftMs)
const db = createClient(url, { max: connections, applicationName: 'fault-process' })
const onPage = async (key: string, page: number, signal: AbortSignal) => {
  say({ type: 'page', key, page })
  await sleep(pageMs, undefined, { signal })
}
const scripts = shape === 'organization' ? organizationScripts(() => sleep(pageMs)) : pagesScripts(shape, onPage)
const wiring = {
  db,
  providers: [
    {
      scripts: timeoutMs === undefined ? scripts : scripts.map((script) => ({ ...script, timeoutMs })),
      ...(version ? { version } : {}),
    },
  ],
  lock: postgresLock({ connectionString: url, connections }),
}
if (as === 'worker') {
  const drain = new AbortController()
  process.once('SIGTERM', () => drain.abort())
  const onEvent = ({ type }: { type: string }) => {
    if (type === 'worker-started') say({ type: 'serving' })
    if (type === 'run-started') say({ type: 'started' })
    if (type === 'run-joined') say({ type: 'joined' })
  }
  await createWorker({ ...wiring, connectionString: url, concurrency, onEvent }).run({ drainSignal: drain.signal })
  say({ type: 'ended' })
} else {
  const executor = graphileWorkerExecutor({ connectionString: url })
  const { status } = await createOrchestrator({ ...wiring, executor }).run({ force: true })
  say({ type: 'result', status })
}
await db.$disconnect()
process.disconnect?.()

/** What a machine whose clock is wrong takes for now. */
function shiftClock(shiftMs: number): void {
  const Right = Date
  globalThis.Date = class extends Right {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [Right.now() + shiftMs] : given) as [number]))
    }
    static override now() {
      return Right.now() + shiftMs
    }
  } as DateConstructor
}
