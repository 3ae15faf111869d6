import type { AccountType, FakeAccount } from './account.js'
import { nodeId } from './node-id.js'

/** Every account there is. */
export interface Accounts {
  byLogin(login: string): FakeAccount | undefined
  byId(id: number): FakeAccount | undefined
  /** Whose commits have this e-mail. */
  byEmail(email: string): FakeAccount | null
  add(
    login: string,
    options?: { name?: string | null; emails?: readonly string[]; publicEmail?: string | null; type?: AccountType },
  ): FakeAccount
  all(): readonly FakeAccount[]
}

/** No accounts yet. */
export function createAccounts(newId: () => number, now: () => Date): Accounts {
  const byLogin = new Map<string, FakeAccount>()
  const byId = new Map<number, FakeAccount>()
  const byEmail = new Map<string, FakeAccount>()
  const present = (account: FakeAccount | undefined) => (account && !account.isDeleted ? account : undefined)
  return {
    byLogin: (login) => present(byLogin.get(login.toLowerCase())),
    byId: (id) => present(byId.get(id)),
    byEmail(email) {
      const noreply = /^(\d+)\+.+@users\.noreply\.github\.com$/.exec(email)
      return present(byEmail.get(email.toLowerCase()) ?? (noreply ? byId.get(Number(noreply[1])) : undefined)) ?? null
    },
    add(login, options = {}) {
      const id = newId()
      const type = options.type ?? 'User'
      const emails = options.emails ?? [`${login}@example.com`, `${id}+${login}@users.noreply.github.com`]
      const account: FakeAccount = {
        id,
        nodeId: nodeId(type, 0, id),
        type,
        login,
        name: options.name === undefined ? null : options.name,
        publicEmail: options.publicEmail ?? null,
        emails: type === 'Organization' ? [] : [...emails],
        createdAt: now(),
        isDeleted: false,
      }
      byLogin.set(login.toLowerCase(), account)
      byId.set(id, account)
      for (const email of account.emails) byEmail.set(email.toLowerCase(), account)
      return account
    },
    all: () => [...byId.values()].filter((account) => !account.isDeleted),
  }
}
