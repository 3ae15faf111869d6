import type { FakeAccount, FakeTruth, TruePerson } from '@data-import/fake-github'

/** The external id of an account's contributor; null for nobody and for deleted accounts. */
export function accountId(account: FakeAccount | null): string | null {
  return account && !account.isDeleted ? String(account.id) : null
}

/** An account's name, as the API writes it. */
export function accountLogin(account: FakeAccount | null): string | null {
  if (!account || account.isDeleted) return null
  return account.type === 'Bot' ? `${account.login}[bot]` : account.login
}

/** GitHub's own addresses for people who hide theirs carry the account's number. */
export function personId({ account, email }: TruePerson): string {
  const number = /^(\d+)\+.+@users\.noreply\.github\.com$/.exec(email)?.[1]
  return accountId(account) ?? number ?? `email:${email.toLowerCase()}`
}

/** The remote key of everything in a repository. */
export function trueRemoteKey({ fullName }: FakeTruth['repository']): string {
  return `github.example.com/${fullName.toLowerCase()}`
}
