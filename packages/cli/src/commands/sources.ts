import { defineGroup } from './define-command.js'
import { addSourcesAdd } from './sources-add.js'
import { addSourcesCheck } from './sources-check.js'
import { addSourcesList } from './sources-list.js'
import { addSourcesRemove } from './sources-remove.js'
import { addSourcesSet } from './sources-set.js'
import { addSourcesShow } from './sources-show.js'
import { addSourcesDisable, addSourcesEnable } from './sources-switch.js'

export const addSources = defineGroup('sources', 'data sources: add, list, show, check, set, enable, disable, remove', [
  ...[addSourcesAdd, addSourcesList, addSourcesShow, addSourcesCheck, addSourcesSet],
  ...[addSourcesEnable, addSourcesDisable, addSourcesRemove],
])
