import { alongside, type RowWrite, rowsOf } from '@data-import/core/provider'
import { type ContributorRow, contributorTable } from '@data-import/model'

/** Somebody whom a build names. */
export interface Mention {
  person: ContributorRow | null
  /** When. */
  at: Date | null
}

/** The people whom builds name. */
export interface People {
  /** Their rows; one that was named by a newer build before keeps the name that it had then. */
  rowsOf(mentions: readonly Mention[]): RowWrite
}

/** For one run. */
export function createPeople(): People {
  const newest = new Map<string, { time: number; row: ContributorRow }>()
  return {
    rowsOf(mentions) {
      const named = new Set<string>()
      for (const { person, at } of mentions) {
        if (!person) continue
        named.add(person.externalId)
        const time = at?.getTime() ?? 0
        const known = newest.get(person.externalId)
        if (!known || known.time < time) newest.set(person.externalId, { time, row: person })
      }
      const rows = [...named].flatMap((id) => newest.get(id)?.row ?? [])
      // A name that is not known is left as it is.
      return alongside(
        rowsOf(
          contributorTable,
          rows.map(({ name, ...row }) => (name ? { ...row, name } : row)),
        ),
      )
    },
  }
}
