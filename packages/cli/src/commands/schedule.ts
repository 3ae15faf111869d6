import { once } from 'node:events'
import { createOrchestrator, createRedactor, type LockMode, postgresLock } from '@data-import/core'
import { linkRepositories } from '@data-import/model'
import { startScheduler } from '@data-import/scheduler'
import { describeEvent } from '../progress/describe-event.js'
import { incompleteLines, passSentence } from '../progress/describe-pass.js'
import { describeProviders } from '../providers/describe-providers.js'
import { prepareSecrets } from '../secrets/prepare-secrets.js'
import { createStopSignals } from '../terminal/create-stop-signals.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'
import { createLockModeOption, parseTimeout, scriptTimeoutOf } from './parse-options.js'

interface ScheduleOptions {
  cron: string
  now?: true
  scriptTimeout?: number
  lockMode: LockMode
}

export const addSchedule: AddCommand = (parent, terminal, finish) => {
  parent
    .command('schedule')
    .description('run a pass by a cron expression, until a signal')
    .option('--cron <expression>', 'when', '*/15 * * * *')
    .option('--now', 'and one at once')
    .option('--script-timeout <seconds>', 'stop a script that takes longer; the others go on', parseTimeout)
    .addOption(createLockModeOption())
    .addHelpText('after', helpNotes({ examples: ["data-import schedule --cron '0 * * * *' --now"] }))
    .action(
      action<ScheduleOptions, []>(terminal, finish, async (scope, { cron, now, lockMode, ...timeout }) => {
        const loaded = await scope.loadProviders()
        const described = describeProviders(loaded)
        return scope.withDatabase(async ({ db, connectionString }) => {
          // A key that is none is told of now, not at the first pass.
          await scope.keyring.load()
          const stops = createStopSignals(terminal, scope.notice)
          const stopped = stops.drainSignal.aborted ? undefined : once(stops.drainSignal, 'abort')
          const orchestrator = createOrchestrator({
            db,
            providers: loaded.map(({ provider }) => provider),
            schema: scope.schema,
            afterPass: [linkRepositories],
            lock: postgresLock({ connectionString, mode: lockMode }),
            // Data sources are added and keys rotated while this runs.
            secrets: { encryptionKey: () => prepareSecrets(scope.keyring, db, described) },
            ...scriptTimeoutOf(timeout),
            onEvent(event) {
              const line = describeEvent(event)
              if (line !== undefined) scope.notice(line)
            },
          })
          try {
            const scheduler = startScheduler({
              orchestrator,
              cronExpression: cron,
              runOptions: { signal: stops.signal },
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
          return exitCode.ok
        })
      }),
    )
}
