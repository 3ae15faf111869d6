import { postgresLock } from '@data-import/core'
import { clientForScripts } from '../database/client-for-scripts.js'
import { prepareQueue } from '../database/prepare-queue.js'
import { createEventLines } from '../progress/describe-event.js'
import { describeProviders } from '../providers/describe-providers.js'
import { prepareSecrets } from '../secrets/prepare-secrets.js'
import { createStopSignals } from '../terminal/create-stop-signals.js'
import { defineCommand } from './define-command.js'
import { parseCount } from './parse-options.js'

interface WorkerCommandOptions {
  concurrency: number
}

export const addWorker = defineCommand<WorkerCommandOptions>({
  name: 'worker',
  description: 'run the scripts that a pass on another machine hands out, until a signal',
  json: false,
  options: [['--concurrency <number>', 'scripts that run at once', parseCount, 4]],
  examples: ['data-import worker', 'data-import worker --concurrency 8'],
  async run(scope, { concurrency }) {
    const loaded = await scope.loadProviders()
    const described = describeProviders(loaded)
    const { createWorker } = await import('@data-import/executor-graphile-worker')
    await scope.withDatabase(async (database) => {
      const { db, connectionString } = database
      await prepareQueue(scope.location, connectionString)
      // A wrong key is reported now, not in the first run.
      await scope.keyring.load()
      const ending = 'what has been read is being saved, and another worker continues there'
      const stops = createStopSignals(scope.terminal, scope.notice, ending)
      const lineOf = createEventLines()
      const worker = createWorker({
        db: await clientForScripts(database, loaded),
        providers: loaded.map(({ provider }) => provider),
        schema: scope.schema,
        lock: postgresLock({ connectionString }),
        connectionString,
        concurrency,
        // Keys are rotated while this runs.
        secrets: { encryptionKey: () => prepareSecrets(scope.keyring, db, described) },
        onEvent(event) {
          if (event.type === 'worker-started') scope.notice(`Worker ${event.number} (${event.holder}) takes runs.`)
          else if (event.type === 'left-to-others') scope.notice(event.message)
          else if (event.type === 'worker-lost') scope.notice(`The database went away: ${event.reason}`)
          else if (event.type === 'run-joined') scope.notice(`Helps with ${event.resource} of ${event.dataSource}.`)
          else if (event.type !== 'worker-stopping' && event.type !== 'run-taken') {
            const line = lineOf(event)
            if (line !== undefined) scope.notice(line)
          }
        },
      })
      try {
        await worker.run({ drainSignal: stops.drainSignal, signal: stops.signal })
      } finally {
        stops.dispose()
      }
    })
  },
})
