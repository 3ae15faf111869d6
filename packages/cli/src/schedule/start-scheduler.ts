import { ConfigurationError, type Orchestrator, type PassResult, type RunOptions } from '@data-import/core'
import { schedule, validateDetailed } from 'node-cron'

/** When passes run, and who is told. */
export interface SchedulerOptions {
  orchestrator: Orchestrator
  /** Five fields, or six with seconds first. Default: every 15 minutes. */
  cronExpression?: string
  /** Options of each pass. */
  runOptions?: Omit<RunOptions, 'drainSignal'>
  /** Default: a line on the console. */
  onResult?: (result: PassResult) => void
  /** A pass that threw; the next one comes as planned. Default: a line on the console. */
  onError?: (error: unknown) => void
}

/** A running scheduler. */
export interface Scheduler {
  /** Runs a pass at once, unless one is running. Never throws. */
  runNow(): Promise<void>
  /** Plans no more passes, asks a running one to end at its next checkpoints, and waits for it. */
  stop(): Promise<void>
}

/**
 * Runs passes by a cron expression, never two at once; a failed pass doesn't end it.
 *
 * @example
 * ```ts
 * import { startScheduler } from '@data-import/cli'
 * import type { Orchestrator } from '@data-import/core'
 *
 * export function importEachHour(orchestrator: Orchestrator): void {
 *   const scheduler = startScheduler({ orchestrator, cronExpression: '0 * * * *' })
 *   process.once('SIGTERM', () => scheduler.stop())
 * }
 * ```
 *
 * @throws {ConfigurationError} for an expression that means nothing.
 */
export function startScheduler({
  orchestrator,
  cronExpression = '*/15 * * * *',
  runOptions = {},
  onResult = ({ status }) => console.log(`Orchestrator ${status}`),
  onError = (error) => console.error('Orchestrator failed:', error),
}: SchedulerOptions): Scheduler {
  const { valid, errors } = validateDetailed(cronExpression)
  if (!valid) {
    const reasons = errors.map(({ message }) => message).join('; ')
    throw new ConfigurationError(
      `"${cronExpression}" is not a cron expression${reasons ? `: ${reasons}` : ''}. Every 15 minutes is */15 * * * *.`,
    )
  }
  const stopping = new AbortController()
  let running: Promise<void> | undefined

  const runNow = () => {
    if (stopping.signal.aborted) return Promise.resolve()
    running ??= runPass().finally(() => {
      running = undefined
    })
    return running
  }
  const runPass = async () => {
    try {
      onResult(await orchestrator.run({ ...runOptions, drainSignal: stopping.signal }))
    } catch (error) {
      onError(error)
    }
  }
  const task = schedule(cronExpression, runNow, { suppressMissedWarning: true })
  return {
    runNow,
    async stop() {
      stopping.abort()
      await task.destroy()
      await running
    },
  }
}
