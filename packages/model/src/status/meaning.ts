/** Where a run, job or deployment stands. */
export type Status = 'QUEUED' | 'RUNNING' | 'WAITING' | 'DONE'

/** How it ended. */
export type Result = 'SUCCESS' | 'FAILURE' | 'UNSTABLE' | 'CANCELLED' | 'SKIPPED'

/** What a vendor's word says. Only what is done has a result. */
export type Meaning =
  | { readonly status: Exclude<Status, 'DONE'>; readonly result: null }
  | { readonly status: 'DONE'; readonly result: Result | null; readonly isRetried?: true }

/** The words of one kind of record. */
export interface Vocabulary {
  /** Words of the vendor's status, in lower case. A vendor with one word for both has its results here too. */
  readonly statuses: ReadonlyMap<string, Meaning>
  /** Words of the vendor's result, in lower case, where that is a field of its own. */
  readonly results?: ReadonlyMap<string, Meaning>
}

/** It has not begun, and will by itself. */
export const queued: Meaning = { status: 'QUEUED', result: null }
/** It runs. */
export const running: Meaning = { status: 'RUNNING', result: null }
/** It continues once somebody or something lets it. */
export const waiting: Meaning = { status: 'WAITING', result: null }
/** It ended; how is said elsewhere, or not known. */
export const done: Meaning = { status: 'DONE', result: null }
/** It ended so. */
export const ended = (result: Result): Meaning => ({ status: 'DONE', result })

/** A vocabulary's words, each list with what it means. */
export function wordsOf(...lists: readonly (readonly [meaning: Meaning, ...words: string[]])[]): Map<string, Meaning> {
  return new Map(lists.flatMap(([meaning, ...words]) => words.map((word): [string, Meaning] => [word, meaning])))
}
