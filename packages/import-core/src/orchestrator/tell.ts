import type { PassMeans } from '../context/pass-means.js'
import type { RunOutcome } from '../contract/pass-result.js'
import { messageOf } from '../errors/message-of.js'
import { createRedactor } from '../secrets/create-redactor.js'

/** Tells the host that one of its hooks did what it must not do; the import went on without it. */
export function tellMisuse<Db>(
  { emit, clock }: Pick<PassMeans<Db>, 'emit' | 'clock'>,
  what: string,
  error: unknown,
): void {
  const why = error === undefined ? '' : `: ${messageOf(createRedactor([]).error(error))}`
  emit({ type: 'warned', at: clock.now(), message: `${what}${why}. The import goes on without it.` })
}

/** Tells the host's logger how a run ended, where it ran. */
export function tellEnd<Db>(
  { writeToLogger, passId }: Pick<PassMeans<Db>, 'writeToLogger'> & { passId: string },
  outcome: RunOutcome,
): void {
  const { dataSource, resource, status } = outcome
  const { dataSourceId: _id, error: _error, blockedBy: _blockedBy, ...fields } = outcome
  const level = status === 'FAILED' ? 'ERROR' : status === 'COMPLETED' ? 'INFO' : 'WARN'
  writeToLogger(level, { passId, ...fields }, `${resource} of ${dataSource} is ${status}.`)
}
