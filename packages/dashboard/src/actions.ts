import { lookAgainAction } from './act/look-again.js'
import { runNowAction } from './act/run-now.js'
import type { Action } from './contract/action.js'
import { decidePersonAction, undoDecisionAction } from './links/decide.js'

/** Everything that people do by a button. */
export const actions: readonly Action[] = [lookAgainAction, runNowAction, decidePersonAction, undoDecisionAction]
