import { ConfigurationError, lookAgain } from '@data-import/core'
import type { Action } from '../contract/action.js'
import { partitionPath, resourcePath, sourcePath } from '../tables/addresses.js'

/** Asks that the next pass look at a data source, a resource or a partition again. */
export const lookAgainAction: Action = {
  path: 'look-again',
  async run({ db, schema }, form) {
    const dataSourceId = form.get('source') ?? ''
    const resource = form.get('resource') ?? undefined
    const key = form.get('key') ?? undefined
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
