import { alongside, type ExecutionContext, type RowWrite, rowsOf } from '@data-import/core/provider'
import { type ContributorRow, contributorTable } from '@data-import/model'
import { textOf } from '../client/text.js'

/** A user as answers with `additionalFields=users` have it. */
export interface RestUser {
  login?: unknown
  name?: unknown
}

/** The people of one page: who is to solve issues, and who wrote the lines. */
export interface People {
  /** The contributor of a login; null for nobody. */
  assigneeId(login: unknown): string | null
  /** The contributor of an author, as the SCM has it: only an e-mail address is an identity. */
  authorId(author: unknown): string | null
  rows(): RowWrite
}

const email = /^[^\s@<>]+@[^\s@<>]+$/

/** Nobody has been met yet. */
export function createPeople({ idOf }: Pick<ExecutionContext, 'idOf'>, users: readonly RestUser[]): People {
  const names = new Map(users.map(({ login, name }) => [textOf(login), textOf(name)]))
  const met = new Map<string, ContributorRow>()
  const meet = (row: ContributorRow) => {
    met.set(row.externalId, row)
    return idOf(contributorTable, row.externalId)
  }
  return {
    assigneeId(given) {
      const login = textOf(given)
      if (login === null) return null
      const name = names.get(login) ?? null
      return meet({ externalId: login, login, ...(name !== null && { name }) })
    },
    authorId(given) {
      const address = textOf(given)?.toLowerCase() ?? ''
      return email.test(address) ? meet({ externalId: `email:${address}`, email: address }) : null
    },
    rows: () => alongside(rowsOf(contributorTable, [...met.values()])),
  }
}
