import type { ExecutionContext, RunLog } from '../contract/execution-context.js'
import { wrongTimeMessage } from '../runs/look-through-client.js'
import type { RunScope } from './run-scope.js'
import type { ContextSave } from './save.js'

/** What a script knows of itself and where it runs. */
export type Surroundings<Db> = Omit<
  ExecutionContext<Db>,
  'save' | 'stored' | 'count' | 'idOf' | 'partitions' | 'partitionsOf'
>

export function createSurroundings<Db>(
  { pass, identity, window, settings, keeper, stop }: RunScope<Db>,
  log: RunLog,
  { inFencedTransaction }: Pick<ContextSave, 'inFencedTransaction'>,
): Surroundings<Db> {
  const { hostDb, shared, isAllowedAddress } = pass
  let hasWarned = pass.isTimeRight
  const warnOfWrongTime = () => {
    if (!hasWarned) log.warn(wrongTimeMessage)
    hasWarned = true
  }
  const env = Object.fromEntries(settings.map(({ key, value }) => [key, value]))
  return {
    dataSourceId: identity.dataSourceId,
    dataSourceName: identity.provider,
    env,
    get db() {
      warnOfWrongTime()
      return hostDb
    },
    // Its own: what a script does to them must not move the window of anything else.
    startDate: new Date(window.startDate),
    endDate: new Date(window.endDate),
    runId: identity.runId,
    isBackfill: pass.window !== undefined,
    signal: stop.signal,
    log,
    shared: <Value>(name: string, create: () => Value) => sharedValue(shared, [identity.provider, name], create),
    timeLeftMs: stop.timeLeftMs,
    async saveSetting(key, secret) {
      await keeper.replace(key, secret, (work) => inFencedTransaction(`saving ${key}`, work))
      env[key] = secret
    },
    ...(isAllowedAddress && { isAllowedAddress }),
  }
}

function sharedValue<Value>(values: Map<string, unknown>, path: readonly string[], create: () => Value): Value {
  const key = JSON.stringify(path)
  if (!values.has(key)) values.set(key, create())
  // Whoever asks for a name knows what it holds: one provider's own scripts.
  return values.get(key) as Value
}
