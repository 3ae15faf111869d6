import type { AddCommand } from './command-scope.js'
import { addSourcesAdd } from './sources-add.js'
import { addSourcesCheck } from './sources-check.js'
import { addSourcesList } from './sources-list.js'
import { addSourcesRemove } from './sources-remove.js'
import { addSourcesSwitch } from './sources-switch.js'

export const addSources: AddCommand = (parent, terminal, finish) => {
  const sources = parent.command('sources').description('data sources: add, list, check, enable, disable, remove')
  for (const add of [addSourcesAdd, addSourcesList, addSourcesCheck, addSourcesSwitch, addSourcesRemove]) {
    add(sources, terminal, finish)
  }
}
