import type { Json } from '@data-import/core/provider'

/** What a completed walk leaves for the next: `PartitionContext.state`. */
export interface WalkState {
  head: string
  /** The shallow clone's cut then; null if it was whole. */
  shallow: string | null
  /** Commits whose lines could not be counted when it ended. */
  uncounted: number
  /** Whether the files of every commit were stored. */
  hasFiles: boolean
}

/** Where an interrupted walk stopped: `PartitionContext.cursor`. */
export interface WalkCursor {
  head: string
  /** Heads whose histories had been imported before. */
  bases: readonly string[]
  shallow: string | null
  /** Commits of the list that are saved. */
  done: number
  /** The last of them. */
  last: string | null
  /** Whether their files were stored. */
  hasFiles: boolean
}

const objectId = /^[0-9a-f]{40,64}$/

/** Reads a ledger state; null if there is none or it isn't one of ours. */
export function readState(json: Json): WalkState | null {
  const { head, shallow, uncounted, hasFiles } = fieldsOf(json)
  if (!isObjectId(head)) return null
  return {
    head,
    shallow: textOrNull(shallow),
    uncounted: typeof uncounted === 'number' ? uncounted : 0,
    hasFiles: hasFiles === true,
  }
}

/** Reads a ledger cursor; null if there is none or it isn't one of ours. */
export function readCursor(json: Json): WalkCursor | null {
  const { head, bases, shallow, done, last, hasFiles } = fieldsOf(json)
  if (!isObjectId(head) || !Array.isArray(bases) || !bases.every(isObjectId)) return null
  if (typeof done !== 'number' || !Number.isSafeInteger(done) || done < 0) return null
  return {
    head,
    bases,
    shallow: textOrNull(shallow),
    done,
    last: isObjectId(last) ? last : null,
    hasFiles: hasFiles === true,
  }
}

/** The cursor in the form that the ledger stores. */
export function cursorJson({ head, bases, shallow, done, last, hasFiles }: WalkCursor): Json {
  return { head, bases: [...bases], shallow, done, last, ...(hasFiles && { hasFiles }) }
}

type JsonFields = { readonly [key: string]: Json | undefined }

function fieldsOf(json: Json): JsonFields {
  // The list type is readonly, which `Array.isArray` does not tell apart.
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonFields) : {}
}

function isObjectId(value: Json | undefined): value is string {
  return typeof value === 'string' && objectId.test(value)
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}
