/** A process for the fault suite: says that it is ready, gets one task as a message, and tells of it in messages. */
import { once } from 'node:events'
import { createClient } from '@data-import/reference-database'
import { createOrchestrator, type LockMode, type PassResult, postgresLock } from '../index.js'
import { contend } from './contend.fixture.js'
import { type KillPoint, killAtStep } from './kill-at-step.fixture.js'
import { type PagesShape, pagesScripts } from './pages-script.fixture.js'

interface LockSettings {
  connectionString: string
  mode?: LockMode
  leaseMs?: number
}

/** What the process is to do. */
export type ProcessTask = { lock: LockSettings } & (
  | {
      task: 'import'
      url: string
      shape: PagesShape
      /** Where it ends itself, as a power cut would. */
      killAt?: KillPoint
      /** The page that never comes. */
      hangAt?: number
      /** After which a script that hangs is given up: it then hears no signal. */
      scriptTimeoutMs?: number
      /** SIGTERM drains, a second one aborts. */
      heedsSignals?: true
    }
  | { task: 'hold' }
  | { task: 'contend'; url: string; entries: number }
)

export type ProcessMessage =
  | { type: 'ready' }
  | { type: 'page'; key: string; page: number }
  | { type: 'ended'; result: Pick<PassResult, 'status' | 'reason'>; steps: string[] }
  | { type: 'held' }
  | { type: 'lost'; reason: string }
  | { type: 'contended'; entered: number; busy: number }

const say = (message: ProcessMessage) => void process.send?.(message)

async function importPages(task: Extract<ProcessTask, { task: 'import' }>): Promise<void> {
  const steps = killAtStep(task.killAt)
  const drain = new AbortController()
  const abort = new AbortController()
  if (task.heedsSignals) process.on('SIGTERM', () => (drain.signal.aborted ? abort : drain).abort())
  const db = createClient(task.url, { max: 4, applicationName: 'fault-process' })
  const scripts = pagesScripts(task.shape, async (key, page, signal) => {
    say({ type: 'page', key, page })
    if (page !== task.hangAt) return
    if (task.scriptTimeoutMs !== undefined) await new Promise(() => {})
    const alive = setInterval(() => {}, 1_000)
    await once(signal, 'abort')
    clearInterval(alive)
  })
  const result = await createOrchestrator({
    db,
    providers: [{ scripts }],
    lock: postgresLock(task.lock),
    ...(task.scriptTimeoutMs === undefined ? {} : { scriptTimeoutMs: task.scriptTimeoutMs }),
    onEvent: (event) => event.type === 'lock-lost' && say({ type: 'lost', reason: event.reason }),
  }).run({ drainSignal: drain.signal, signal: abort.signal })
  await db.$disconnect()
  say({ type: 'ended', result: { status: result.status, ...(result.reason ? { reason: result.reason } : {}) }, steps })
  if (abort.signal.aborted) process.exitCode = 143
}

async function hold(task: Extract<ProcessTask, { task: 'hold' }>): Promise<void> {
  const lease = await postgresLock(task.lock).acquire({ schema: 'data' })
  if (!lease) throw new Error('the lock is taken')
  lease.signal.addEventListener('abort', () => say({ type: 'lost', reason: String(lease.signal.reason) }))
  say({ type: 'held' })
  await new Promise(() => setInterval(() => {}, 1_000))
}

say({ type: 'ready' })
const [task] = (await once(process, 'message')) as [ProcessTask]
if (task.task === 'import') await importPages(task)
else if (task.task === 'hold') await hold(task)
else say({ type: 'contended', ...(await contend(task)) })
process.disconnect?.()
