import {
  createOrchestrator,
  type DatabaseClient,
  type PassEvent,
  type PassResult,
  postgresLock,
  type RunOutcome,
} from '@data-import/core'
import type { Provider } from '@data-import/core/provider'
import type { ConformanceClient } from '../database/conformance-client.js'
import { createMortalClient, ProcessDiedError } from '../database/mortal-client.js'
import { createPassRecord, type PassRecord } from './pass-record.js'
import { type ContextWatch, type Step, watchContext } from './watch-context.js'

/** How a pass is disturbed. */
export interface PassOptions {
  /** Called around each save, checkpoint and end of a walk; `die` ends the pretended process. */
  onStep?(step: Step, die: () => void): unknown
  signal?: AbortSignal
  drainSignal?: AbortSignal
  /** Milliseconds after which the pass is aborted. Default: two minutes. */
  patienceMs?: number
}

/** What became of a pass. */
export interface PassReport {
  /** `died`: the pretended process did. */
  status: PassResult['status'] | 'died'
  runs: readonly RunOutcome[]
  events: readonly PassEvent[]
  record: PassRecord
  /** What the runs that didn't complete say. */
  reasons: string
  /** Resources whose script continued although the pass had ended. */
  unended: readonly string[]
}

const defaultPatienceMs = 120_000

/** One pass over one data source. @throws what the orchestrator throws, unless the process died. */
export async function runWatched(
  provider: Provider<DatabaseClient>,
  database: { client: ConformanceClient; url: string },
  dataSourceId: string,
  watch: Pick<ContextWatch, 'onId' | 'onEnd'>,
  options: PassOptions = {},
): Promise<PassReport> {
  const record = createPassRecord()
  const events: PassEvent[] = []
  const mortal = createMortalClient(database.client)
  const death = new AbortController()
  const die = () => {
    mortal.kill()
    death.abort(new ProcessDiedError())
  }
  const onStep = async (step: Step) => {
    if (!mortal.isDead()) await options.onStep?.(step, die)
    if (mortal.isDead()) throw new ProcessDiedError()
  }
  const running = new Set<string>()
  const scripts = provider.scripts.map((script) => {
    const { resource } = script
    return {
      ...script,
      async run(context: Parameters<typeof script.run>[0]) {
        running.add(resource)
        try {
          await script.run(watchContext(context, resource, { ...watch, record, onStep }))
        } finally {
          running.delete(resource)
        }
      },
    }
  })
  const patience = new AbortController()
  // `AbortSignal.any` holds `AbortSignal.timeout` weakly: https://github.com/nodejs/node/issues/57736
  const timer = setTimeout(
    () => patience.abort(new DOMException('The pass took too long.', 'TimeoutError')),
    options.patienceMs ?? defaultPatienceMs,
  ).unref()
  const report = (status: PassReport['status'], runs: readonly RunOutcome[]): PassReport => {
    const reasons = runs.flatMap(({ resource, status, errorMessage }) =>
      status === 'COMPLETED' ? [] : [`${resource} ${status}: ${errorMessage}`],
    )
    return { status, runs, events, record, reasons: reasons.join('; '), unended: [...running] }
  }
  const orchestrator = createOrchestrator<DatabaseClient>({
    db: mortal.client,
    providers: [{ ...ownParts(provider), scripts }],
    lock: mortal.lock(postgresLock({ connectionString: database.url })),
    onEvent: (event) => events.push(event),
  })
  try {
    const result = await orchestrator.run({
      dataSources: [dataSourceId],
      force: true,
      signal: AbortSignal.any([death.signal, patience.signal, ...(options.signal ? [options.signal] : [])]),
      ...(options.drainSignal && { drainSignal: options.drainSignal }),
    })
    return report(mortal.isDead() ? 'died' : result.status, result.runs)
  } catch (error) {
    if (!mortal.isDead()) throw error
    return report('died', [])
  } finally {
    clearTimeout(timer)
  }
}

/** What a pass reads of a provider beside its scripts; a module's other exports don't matter. */
function ownParts({ configuration, tables }: Provider<DatabaseClient>) {
  return { ...(configuration && { configuration }), ...(tables && { tables }) }
}
