import type { Action } from './contract/action.js'

/** Everything that people do by a button. */
export const actions: readonly Action[] = []
