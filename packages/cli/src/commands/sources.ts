import type { AddCommand } from './action.js'
import { addSourcesAdd } from './sources-add.js'
import { addSourcesCheck } from './sources-check.js'
import { addSourcesList } from './sources-list.js'
import { addSourcesRemove } from './sources-remove.js'
import { addSourcesSet } from './sources-set.js'
import { addSourcesSwitch } from './sources-switch.js'

export const addSources: AddCommand = (parent, terminal, finish) => {
  const sources = parent.command('sources').description('data sources: add, list, check, set, enable, disable, remove')
  const commands = [addSourcesAdd, addSourcesList, addSourcesCheck, addSourcesSet, addSourcesSwitch, addSourcesRemove]
  for (const add of commands) add(sources, terminal, finish)
}
