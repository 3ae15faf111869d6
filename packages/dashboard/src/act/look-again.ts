import { ConfigurationError, lookAgain } from '@data-import/core'
import type { Action } from '../contract/action.js'
import { isLookedAt } from '../source/is-looked-at.js'
import { partitionPath, resourcePath, sourcePath } from '../tables/addresses.js'

/** Asks that the next pass look at a data source, a resource or a partition again. */
export const lookAgainAction: Action = {
  path: 'look-again',
  async run(scope, form) {
    const { db, schema } = scope
    const dataSourceId = form.get('source') ?? ''
    const resource = form.get('resource') ?? undefined
    const key = form.get('key') ?? undefined
    // Core takes a resource without partitions for its whole data source, whatever it is called.
    if (!(await isLookedAt(scope, dataSourceId, resource))) {
      throw new ConfigurationError('It is no longer there, paused or left out, so nothing was asked for.')
    }
    const isThere = await lookAgain(db, {
      dataSourceId,
      schema,
      ...(resource !== undefined && { resource }),
      ...(key !== undefined && { key }),
    })
    if (!isThere) throw new ConfigurationError('It is no longer there, so nothing was asked for.')
    const notice = 'look-again'
    if (resource === undefined) return { path: sourcePath(dataSourceId), notice }
    if (key === undefined) return { path: resourcePath(dataSourceId, resource), notice }
    return { path: partitionPath(dataSourceId, resource), query: { key }, notice }
  },
}
