import { ConfigurationError } from '@data-import/core'
import type { Action } from '../contract/action.js'
import { selectSource } from '../queries/select-source.js'
import { sourcePath } from '../tables/addresses.js'

/** Has the host begin a pass of one data source. */
export const runNowAction: Action = {
  path: 'run',
  async run({ db, schema, actions, authorization: { name } }, form) {
    if (!actions.run) throw new ConfigurationError('This application does not let people start a pass here.')
    const source = await selectSource(db, schema, form.get('source') ?? '')
    if (!source?.isEnabled) throw new ConfigurationError('There is no such data source, or it is paused.')
    await actions.run({ dataSourceId: source.id, ...(name !== undefined && { name }) })
    return { path: sourcePath(source.id), notice: 'run' }
  },
}
