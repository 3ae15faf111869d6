import type { LedgerEntry } from './ledger.js'
import type { PartitionsScope } from './partitions-scope.js'

const named = 3

/**
 * Looks which partitions of the ledger a whole run doesn't name any more: a repository that was deleted and has gone from the
 * list. Nobody walks them again, so one that isn't complete would stay so for ever, without a word.
 */
export function createUnlisted(scope: Pick<PartitionsScope, 'recordUnlisted' | 'isStopped' | 'rings' | 'log'>) {
  const listed = new Set<string>()
  const known = new Map<string, LedgerEntry>()
  let calls = 0
  let ended = 0
  return {
    /** A list begins. */
    begin(stored: ReadonlyMap<string, LedgerEntry>): void {
      calls += 1
      for (const [key, entry] of stored) known.set(key, entry)
    },
    /** A list has come to its end. */
    end(keys: Iterable<string>): void {
      ended += 1
      for (const key of keys) listed.add(key)
    },
    /** The script has ended well: all its lists are known. */
    async record(): Promise<void> {
      // A script that heeds the end of its pass may have left out lists, and one whose dependencies looked only where somebody rang
      // names no others.
      if (calls === 0 || ended < calls || scope.isStopped() || scope.rings.isOnlyRung) return
      const gone = [...known].filter(([key, { unlistedSince }]) => !listed.has(key) && unlistedSince === null)
      if (gone.length === 0) return
      await scope.recordUnlisted(gone.map(([key]) => key))
      const open = gone.filter(([, { status }]) => status !== 'COMPLETE' && status !== 'SKIPPED')
      if (open.length === 0) return
      const names = open.slice(0, named).map(([key, { name, status }]) => `${name ?? key} (${status})`)
      const more = open.length > named ? ` and ${open.length - named} more` : ''
      scope.log.warn(
        `Not listed any more, and never completed: ${names.join(', ')}${more}. What was imported of them stays; they are tried again when they are listed again.`,
      )
    },
  }
}
