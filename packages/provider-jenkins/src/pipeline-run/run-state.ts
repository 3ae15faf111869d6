import type { Json } from '@data-import/core/provider'
import type { UnfinishedItem } from '@data-import/http'

/** A build that was read, and by which walk. */
export type JournalEntry = {
  /** `number@timestamp`. */
  mark: string
  walk: number
  /** Whether it shows tests among its actions. */
  hasTests: boolean
}

/** A build that another one started, which wasn't stored yet. */
export type Orphan = {
  mark: string
  job: string
  number: number
  /** How many walks have looked for it. */
  tries: number
}

/** What a completed walk over a job's builds leaves: for the next one, and for the scripts that read more of each build. */
export type RunState = {
  /** Mark of the newest build. */
  mark: string
  /** How many walks there were. */
  walk: number
  open: UnfinishedItem[]
  /** Builds that were new or changed in the walks after `journalFrom`. */
  journal: JournalEntry[]
  journalFrom: number
  orphans: Orphan[]
  /** Whether any of its builds has ever shown tests. */
  showsTests: boolean
}

/** Beyond that, others read all builds again that are stored. */
export const mostEntries = 500

/** Null for what is none. */
export function readRunState(state: Json): RunState | null {
  const given = state as Partial<RunState> | null
  return typeof given?.mark === 'string' && typeof given.walk === 'number' && Array.isArray(given.journal)
    ? (given as RunState)
    : null
}

/** The journal with what a walk has changed; whole walks fall out of it, the oldest first. */
export function withEntries(
  before: RunState | null,
  changed: readonly Omit<JournalEntry, 'walk'>[],
): Pick<RunState, 'walk' | 'journal' | 'journalFrom'> {
  const walk = (before?.walk ?? 0) + 1
  let journal = [...(before?.journal ?? []), ...changed.map((entry) => ({ ...entry, walk }))]
  let journalFrom = before?.journalFrom ?? 0
  while (journal.length > mostEntries) {
    const [oldest] = journal
    journalFrom = oldest?.walk ?? walk
    journal = journal.filter((entry) => entry.walk > journalFrom)
  }
  return { walk, journal, journalFrom }
}

/** `number@timestamp`, taken apart. */
export function readMark(mark: string): { number: number; time: number } {
  const [number = '', time = ''] = mark.split('@')
  return { number: Number(number), time: Number(time) }
}
