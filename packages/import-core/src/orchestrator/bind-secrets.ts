import type { RunLog } from '../contract/execution-context.js'
import type { DatabaseClient } from '../database/client.js'
import { messageOf } from '../errors/message-of.js'
import type { GraphNode } from './build-graph.js'
import type { RunnerScope } from './pass-scope.js'

/**
 * Notes where a data source's secrets may go, once a run has used them there: from then on an address that leads elsewhere doesn't
 * get them. That it can't be noted is no failure of the run.
 */
export async function bindSecrets<Db extends DatabaseClient>(
  { db, configurationOf }: Pick<RunnerScope<Db>, 'db' | 'configurationOf'>,
  { dataSource }: GraphNode<Db>,
  log: RunLog,
): Promise<void> {
  const { bind, redactor } = configurationOf(dataSource)
  try {
    await bind(db)
  } catch (error) {
    log.warn(
      `It could not be noted for which address the secrets of "${dataSource.name}" are, so that a changed address would get them: ${messageOf(redactor.error(error))} Apply the migrations, and let the role of the pass update DataSourceConfig.bound_to.`,
    )
  }
}
