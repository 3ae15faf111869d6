import { readLedger } from '@data-import/ledger'
import type { Scope } from '../contract/page.js'
import { countOpenParts } from '../queries/count-open-parts.js'
import { dateOf } from '../queries/date-of.js'
import { type PartitionCause, selectCauses } from '../queries/select-causes.js'
import { readRunning } from '../state/running-state.js'
import { sourceStates } from '../state/source-state.js'
import { notesOf } from './notes.js'
import { type Facts, type Verdict, verdictOf, wantedResources } from './verdict.js'

/** Causes that the page shows. */
const shownCauses = 12

/** What the page Now is made from. */
export interface Now extends Facts {
  verdict: Verdict
  notes: string[]
  causes: PartitionCause[]
}

/** Reads how everything stands. */
export async function readNow({ db, schema }: Pick<Scope, 'db' | 'schema'>): Promise<Now> {
  const [running, ledger] = await Promise.all([readRunning(db, schema), readLedger(db, { schema })])
  const sources = sourceStates(ledger, running)
  const open = wantedResources(sources.filter(({ isEnabled }) => isEnabled)).filter((one) => one.open > 0)
  const inParts = open.filter(({ completeness }) => completeness === 'parts')
  const [openParts, causes] = await Promise.all([
    inParts.length === 0 ? [] : countOpenParts(db, schema, inParts),
    open.length === 0 ? [] : selectCauses(db, schema, open, shownCauses),
  ])
  const facts: Facts = { now: dateOf(ledger.now), sources, openParts, running, passBeganAt: dateOf(ledger.passBeganAt) }
  return { ...facts, verdict: verdictOf(facts), notes: notesOf(facts), causes }
}
