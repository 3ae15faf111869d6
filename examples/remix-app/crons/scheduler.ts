import { runOrchestrator } from '@crons/orchestrator'
import type { RunOptions } from '@data-import/core'
import cron from 'node-cron'

/** When passes run. */
export interface SchedulerConfig {
  /** Five fields, or six with seconds first. */
  cronExpression: string
}

/** A running scheduler. */
export interface Scheduler {
  /**
   * Plans no more passes, lets a running one end at its next checkpoints, aborts it after the grace, and waits for it.
   * Called again, it aborts at once.
   */
  stop(graceMs?: number): Promise<void>
}

/** Runs passes by a cron expression, never two at once; a pass that throws doesn't end it. */
export function startScheduler({ cronExpression }: SchedulerConfig = { cronExpression: '*/15 * * * *' }): Scheduler {
  const drain = new AbortController()
  const abort = new AbortController()
  let running: Promise<void> = Promise.resolve()

  const tick = () => {
    running = runPass({ drainSignal: drain.signal, signal: abort.signal })
    return running
  }
  const task = cron.schedule(cronExpression, tick, {
    noOverlap: true,
    suppressMissedWarning: true,
    // A tick that comes late, because the process was busy, runs late: node-cron would drop it after a second.
    missedExecutionTolerance: Number.POSITIVE_INFINITY,
  })
  console.log(`Scheduled: ${cronExpression}`)

  return {
    async stop(graceMs = 20_000) {
      if (drain.signal.aborted) abort.abort()
      drain.abort()
      const grace = setTimeout(() => abort.abort(), graceMs)
      await task.destroy()
      await running
      clearTimeout(grace)
    },
  }
}

async function runPass(options: RunOptions): Promise<void> {
  try {
    const { status, reason, runs, unregistered } = await runOrchestrator(options)
    console.log(`Pass ${status}${reason ? `: ${reason}` : ''}`)
    for (const { dataSource, resource, status, errorMessage } of runs) {
      if (status !== 'COMPLETED') console.error(`${dataSource}/${resource} ${status}: ${errorMessage}`)
    }
    for (const { dataSource, provider } of unregistered) console.error(`${dataSource}: nobody provides ${provider}`)
  } catch (error) {
    console.error('The pass failed; the next tick tries again:', error)
  }
}
