import type { RunLog } from '../contract/execution-context.js'
import type { DatabaseClient } from '../database/client.js'
import type { GraphNode } from './build-graph.js'
import type { RunnerScope } from './pass-scope.js'

/** Warns of secrets that are stored unencrypted, once a pass: the next resource of the same data source has nothing to add. */
export function warnOfPlainSecrets<Db extends DatabaseClient>(
  pass: RunnerScope<Db>,
  { dataSource }: GraphNode<Db>,
  log: RunLog,
): void {
  const { plainSecretKeys } = pass.configurationOf(dataSource).current()
  if (plainSecretKeys.length === 0 || !pass.toWarnOfPlainSecrets.delete(dataSource.id)) return
  log.warn(
    `Stored unencrypted: ${plainSecretKeys.join(', ')}. Encrypt with reencryptSecrets, or on the command line: data-import secrets encrypt`,
  )
}

/** Warns of secrets that are sent unencrypted, once a pass as well. */
export function warnOfPlainAddresses<Db extends DatabaseClient>(
  pass: RunnerScope<Db>,
  { dataSource }: GraphNode<Db>,
  log: RunLog,
): void {
  const { plainAddressKeys } = pass.configurationOf(dataSource).current()
  if (plainAddressKeys.length === 0 || !pass.toWarnOfAddresses.delete(dataSource.id)) return
  log.warn(
    `Secrets are sent unencrypted, and whoever is on the way can read them: ${plainAddressKeys.join(', ')} begins with http://. Use https://`,
  )
}
