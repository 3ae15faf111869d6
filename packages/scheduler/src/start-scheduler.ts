import {
  ConfigurationError,
  type ListenForRings,
  type Orchestrator,
  type PassResult,
  type RunOptions,
} from '@data-import/core'
import { schedule, type TaskContext, validateDetailed } from 'node-cron'
import { createWake, type WakeOutcome } from './create-wake.js'

/** A tick is told of as late from here on. */
const lateFromMs = 2_000

/** When passes run, and who is told. */
export interface SchedulerOptions {
  orchestrator: Orchestrator
  /** Five fields, or six with seconds first. Default: every 15 minutes. */
  cronExpression?: string
  /** Options of each pass. */
  runOptions?: Omit<RunOptions, 'drainSignal'>
  /**
   * What waits for webhooks, `ringListener` of `@data-import/core`: a pass over what they rang for then comes at once instead of with
   * the schedule. Default: nothing does.
   */
  listenForRings?: ListenForRings
  /** As the orchestrator's: least milliseconds between a pass and one that a ring wakes. Default: 1 minute. */
  minimumLookMs?: number
  /** Default: a line on the console. */
  onResult?: (result: PassResult) => void
  /** A pass that threw; the next one comes as planned. Default: a line on the console. */
  onError?: (error: unknown) => void
  /** What else somebody should know: that a pass began late, or was left out. Default: a line on the console. */
  onNotice?: (message: string) => void
}

/** A running scheduler. */
export interface Scheduler {
  /** Runs a pass at once, unless one is running; after a pass over what was rung for, if that is running. Never throws. */
  runNow(): Promise<void>
  /** Plans no more passes, asks a running one to end at its next checkpoints, and waits for it. */
  stop(): Promise<void>
}

/**
 * Runs passes by a cron expression, never two at once; a failed pass doesn't end it. A tick that comes late, because the
 * process was busy or the machine asleep, runs late, and once however many came: a daily one isn't lost.
 *
 * @example
 * ```ts
 * import { startScheduler } from '@data-import/scheduler'
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
  listenForRings,
  minimumLookMs = 60_000,
  onResult = ({ status }) => console.log(`Orchestrator ${status}`),
  onError = (error) => console.error('Orchestrator failed:', error),
  onNotice = (message) => console.warn(message),
}: SchedulerOptions): Scheduler {
  const { valid, errors } = validateDetailed(cronExpression)
  if (!valid) {
    const reasons = errors.map(({ message }) => message).join('; ')
    throw new ConfigurationError(
      `"${cronExpression}" is not a cron expression${reasons ? `: ${reasons}` : ''}. Every 15 minutes is */15 * * * *.`,
    )
  }
  const stopping = new AbortController()
  let running: { ended: Promise<WakeOutcome>; isOnlyRung: boolean } | undefined
  /** A pass of the schedule that waits for one that a ring has woken. */
  let waiting: Promise<void> | undefined

  /** Listeners are the host's: what they throw must end neither the pass nor the schedule. */
  const tell = <Told>(listener: (told: Told) => void, told: Told) => {
    try {
      listener(told)
    } catch (error) {
      console.error('A listener of the scheduler failed:', error)
    }
  }
  const runPass = async (options: RunOptions): Promise<WakeOutcome> => {
    try {
      const result = await orchestrator.run({ ...options, drainSignal: stopping.signal })
      tell(onResult, result)
      if (result.status === 'busy') return 'busy'
      return result.status === 'completed' && result.runs.length > 0 ? 'done' : 'waits'
    } catch (error) {
      tell(onError, error)
      return 'waits'
    }
  }
  const begin = (options: RunOptions, isOnlyRung: boolean): Promise<WakeOutcome> => {
    wake.passBegan()
    const ended = runPass(options).finally(() => {
      running = undefined
      wake.passEnded()
    })
    running = { ended, isOnlyRung }
    return ended
  }
  const runNow = async (): Promise<void> => {
    if (running?.isOnlyRung) {
      waiting ??= running.ended.then(() => {
        waiting = undefined
        return runNow()
      })
      return waiting
    }
    if (!stopping.signal.aborted) await (running?.ended ?? begin(runOptions, false))
  }
  const wake = createWake(
    async () => running?.ended ?? begin({ ...runOptions, force: false, onlyRung: true }, true),
    minimumLookMs,
  )
  const listening = listenForRings?.(wake.ring)
  const onTick = ({ date, triggeredAt }: TaskContext) => {
    const planned = date.toISOString()
    if (running?.isOnlyRung) {
      tell(onNotice, `The pass planned for ${planned} begins once the one that a webhook has woken has ended.`)
      return runNow()
    }
    if (running) {
      tell(
        onNotice,
        `The pass planned for ${planned} is left out: another one is still running. The next tick continues.`,
      )
      return
    }
    const lateMs = triggeredAt.getTime() - date.getTime()
    if (lateMs >= lateFromMs) {
      tell(
        onNotice,
        `The pass planned for ${planned} begins ${Math.round(lateMs / 1_000)} s late: the process was busy.`,
      )
    }
    return runNow()
  }
  const task = schedule(cronExpression, onTick, {
    suppressMissedWarning: true,
    // Its default drops a tick that comes more than a second late. Of several that are due, it runs the last one.
    missedExecutionTolerance: Number.POSITIVE_INFINITY,
  })
  return {
    runNow,
    async stop() {
      stopping.abort()
      wake.stop()
      await listening?.close()
      await task.destroy()
      await (waiting ?? running?.ended)
    },
  }
}
