import { ConfigurationError } from '@data-import/core'
import { decidePerson, undoDecision } from '@data-import/insight'
import type { Action, ActionResult } from '../contract/action.js'
import type { Scope } from '../contract/page.js'
import { inSchema } from './read-tables-there.js'

/** Keeps that two accounts are one person, or are not. */
export const decidePersonAction: Action = {
  path: 'decide-person',
  async run(scope, form) {
    const pair = await pairOf(scope, form)
    const verdict = form.get('verdict')
    if (verdict !== 'SAME' && verdict !== 'DIFFERENT') {
      throw new ConfigurationError('Say whether they are the same or different.')
    }
    const { name } = scope.authorization
    await decidePerson(scope.db, { ...pair, verdict, ...(name !== undefined && { decidedBy: name }) })
    return back(pair.organizationId, verdict === 'SAME' ? 'person-same' : 'person-different')
  },
}

/** Takes such a decision back. */
export const undoDecisionAction: Action = {
  path: 'undo-decision',
  async run(scope, form) {
    const pair = await pairOf(scope, form)
    const isUndone = await undoDecision(scope.db, pair)
    return back(pair.organizationId, isUndone ? 'decision-undone' : 'decision-gone')
  },
}

async function pairOf({ db, schema }: Scope, form: URLSearchParams) {
  const [organizationId, a, b] = ['organization', 'a', 'b'].map((name) => form.get(name) ?? '')
  if (!organizationId || !a || !b) throw new ConfigurationError('Name an organisation and two accounts.')
  const [row] = await db.$queryRawUnsafe<{ isThere: boolean }[]>(
    `select exists (select from ${inSchema(schema)}."DataSource" where organization_id = $1) as "isThere"`,
    organizationId,
  )
  if (!row?.isThere) throw new ConfigurationError('There is no such organisation.')
  return { organizationId, a, b, schema }
}

function back(organization: string, notice: string): ActionResult {
  return { path: 'links', query: { organization }, notice }
}
