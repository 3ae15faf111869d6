import { once } from 'node:events'
import { createOrchestrator, createRedactor, type LockMode, postgresLock, ringListener } from '@data-import/core'
import { linkAfterPass } from '@data-import/insight'
import { linkRepositories } from '@data-import/model'
import { startScheduler } from '@data-import/scheduler'
import { clientForScripts } from '../database/client-for-scripts.js'
import { executorOf } from '../database/prepare-queue.js'
import { createEventLines } from '../progress/describe-event.js'
import { incompleteLines, passSentence } from '../progress/describe-pass.js'
import { describeProviders } from '../providers/describe-providers.js'
import { prepareSecrets } from '../secrets/prepare-secrets.js'
import { createStopSignals } from '../terminal/create-stop-signals.js'
import { defineCommand } from './define-command.js'
import { createLockModeOption, parseTimeout, scriptTimeoutOf, workersOption } from './parse-options.js'

interface ScheduleOptions {
  cron: string
  now?: true
  scriptTimeout?: number
  lockMode: LockMode
  workers?: true
}

export const addSchedule = defineCommand<ScheduleOptions>({
  name: 'schedule',
  description: 'run passes by a cron expression, until a signal',
  json: false,
  options: [
    ['--cron <expression>', "when passes run, in the machine's time zone", undefined, '*/15 * * * *'],
    ['--now', 'also run a pass now'],
    ['--script-timeout <seconds>', 'stop a script that takes longer; the others continue', parseTimeout],
    createLockModeOption(),
    workersOption,
  ],
  examples: ["data-import schedule --cron '0 * * * *' --now"],
  async run(scope, { cron, now, lockMode, workers, ...timeout }) {
    const loaded = await scope.loadProviders()
    const described = describeProviders(loaded)
    await scope.withDatabase(async (database) => {
      const { db, connectionString } = database
      // A wrong key is reported now, not in the first pass.
      await scope.keyring.load()
      const executor = await executorOf({ ...(workers ? { workers } : {}) }, scope.location, connectionString)
      const stops = createStopSignals(scope.terminal, scope.notice)
      const stopped = stops.drainSignal.aborted ? undefined : once(stops.drainSignal, 'abort')
      let lineOf = createEventLines()
      const orchestrator = createOrchestrator({
        db: await clientForScripts(database, loaded),
        providers: loaded.map(({ provider }) => provider),
        schema: scope.schema,
        afterPass: [linkRepositories, linkAfterPass],
        lock: postgresLock({ connectionString, mode: lockMode }),
        // Data sources are added and keys rotated while this runs.
        secrets: { encryptionKey: () => prepareSecrets(scope.keyring, db, described) },
        ...scriptTimeoutOf(timeout),
        ...executor,
        onEvent(event) {
          if (event.type === 'pass-started') lineOf = createEventLines()
          const line = lineOf(event)
          if (line !== undefined) scope.notice(line)
        },
      })
      try {
        const scheduler = startScheduler({
          orchestrator,
          cronExpression: cron,
          runOptions: { signal: stops.signal },
          listenForRings: ringListener({ connectionString }),
          onResult(result) {
            scope.write(`${passSentence(result)}\n`)
            for (const line of incompleteLines(result, [])) scope.write(`  ${line}\n`)
          },
          onNotice: scope.notice,
          onError: (error) => scope.notice(`The pass failed: ${createRedactor([]).text(String(error))}`),
        })
        scope.notice(`Scheduled: ${cron}`)
        if (now) void scheduler.runNow()
        await stopped
        await scheduler.stop()
      } finally {
        stops.dispose()
      }
    })
  },
})
