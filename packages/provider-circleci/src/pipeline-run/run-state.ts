import type { Json } from '@data-import/core/provider'
import { readTracked, type TrackedPipeline } from './tracked-pipelines.js'

/** What a walk over a project's workflows leaves. */
export interface RunState {
  tracked: TrackedPipeline[]
  /** As it is kept. */
  kept: Json
  /** End of the last pass in which something was new, or had not ended: jobs go by it. */
  changedAt: string | null
  /** Start of what is imported. */
  since: string | null
}

/** Where an interrupted walk stands. */
export interface RunCursor {
  /** Position in the list; null at its start. */
  page: Json
  isListDone: boolean
  kept: Json
  isChanged: boolean
}

export function readRunState(state: Json): RunState {
  const given = objectOf(state)
  const kept = given.tracked ?? null
  return { tracked: readTracked(kept), kept, changedAt: instant(given.changedAt), since: instant(given.since) }
}

export function readRunCursor(cursor: Json): RunCursor {
  const given = objectOf(cursor)
  return {
    page: given.page ?? null,
    isListDone: given.isListDone === true,
    kept: given.tracked ?? null,
    isChanged: given.isChanged === true,
  }
}

function instant(value: Json | undefined): string | null {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null
}

/** What somebody else has left is empty. */
export function objectOf(json: Json): Readonly<Record<string, Json | undefined>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, Json>) : {}
}
