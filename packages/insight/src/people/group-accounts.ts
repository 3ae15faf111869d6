import { createHash } from 'node:crypto'
import { type Account, accountKey, isNobody, isPersonalAddress, readNoreply } from './account-key.js'
import { createGroups, type Groups } from './groups.js'
import type { MailmapPair } from './read-mailmap.js'

/** How it is known that a contributor is a person. */
export type PersonRule = 'OWN' | 'ACCOUNT' | 'NOREPLY' | 'VENDOR' | 'EMAIL' | 'MAILMAP' | 'DECISION'

/** An address in which an account wrote commits, as the vendor says. */
export interface Alias {
  contributorId: string
  email: string
}

/** Two addresses that the `.mailmap` of a repository calls one person's. */
export interface MailmapLine extends MailmapPair {
  /** Whose file it is. */
  repository: string
}

/** What somebody decided about two keys. */
export interface Decision {
  a: string
  b: string
  verdict: 'SAME' | 'DIFFERENT'
  decidedAt: Date
}

/** A person with the contributors that are this person. */
export interface PersonGroup {
  id: string
  name: string | null
  isBot: boolean
  accounts: { contributorId: string; accountKey: string; rule: PersonRule; evidence: string | null }[]
}

interface Keyed extends Account {
  key: string
  keyHost: string | null
  rule: PersonRule
  evidence: string | null
}

/**
 * The people behind contributors of one organisation: a function of what is there, whichever came first. Decisions are kept before
 * everything; a bot is no person; two accounts of one host are two people unless somebody decided otherwise; an address that
 * was seen with two accounts of one host says nothing; a name never does.
 */
export function groupAccounts(
  organizationId: string,
  accounts: readonly Account[],
  aliases: readonly Alias[],
  decisions: readonly Decision[],
  mailmap: readonly MailmapLine[] = [],
): PersonGroup[] {
  const gitLabHosts = new Set(accounts.flatMap(({ host, isGitLab }) => (isGitLab && host ? [host] : [])))
  const keyed = new Map(accounts.map((account) => [account.contributorId, keyOf(account, gitLabHosts)]))
  const members = new Map<string, { key: string; host: string | null; isBot: boolean }>()
  for (const { key, keyHost, isBot } of keyed.values()) {
    members.set(key, { key, host: keyHost, isBot: isBot || members.get(key)?.isBot === true })
  }
  const latest = latestOf(decisions)
  const groups = createGroups(
    members.values(),
    latest.filter(({ verdict }) => verdict === 'DIFFERENT').map(({ a, b }) => [a, b] as const),
  )
  const told = new Map<string, { rule: PersonRule; evidence: string }>()
  const link = (rule: PersonRule, evidence: string, [one, other]: readonly [string, string]) => {
    if (one === other || !groups.join(one, other, rule === 'DECISION')) return
    for (const key of [one, other]) if (!told.has(key)) told.set(key, { rule, evidence })
  }
  for (const { a, b } of latest.filter(({ verdict }) => verdict === 'SAME')) {
    link('DECISION', `${a} and ${b} were decided to be the same`, [a, b])
  }
  const addresses = addressesOf(keyed, aliases, gitLabHosts)
  for (const [address, { keys, isVendor }] of addresses) {
    const [first, ...others] = keys
    for (const other of others) if (first) link(isVendor ? 'VENDOR' : 'EMAIL', address, [first, other])
  }
  const keyOfAddress = createKeyOfAddress(new Map(addresses), members, gitLabHosts)
  for (const { proper, commit, repository } of mailmap) {
    const [one, other] = [keyOfAddress(proper), keyOfAddress(commit)]
    if (one && other) link('MAILMAP', `${commit} is ${proper} in the .mailmap of ${repository}`, [one, other])
  }
  for (const [address, key] of oldNoreplies(keyed, gitLabHosts)) link('NOREPLY', `${address} (weak)`, [key, address])
  return personsOf(organizationId, [...keyed.values()], groups, told)
}

function keyOf(account: Account, gitLabHosts: ReadonlySet<string>): Keyed {
  const { key, host, rule, evidence } = accountKey(account, gitLabHosts)
  return { ...account, key, keyHost: host, rule, evidence }
}

/** The last decision about each pair, the newest first. */
function latestOf(decisions: readonly Decision[]): Decision[] {
  const pairs = new Map<string, Decision>()
  const oldestFirst = [...decisions].sort((one, other) => one.decidedAt.getTime() - other.decidedAt.getTime())
  for (const { a, b, ...rest } of oldestFirst) {
    const [low = '', high = ''] = [normal(a), normal(b)].sort()
    pairs.delete(`${low} ${high}`)
    pairs.set(`${low} ${high}`, { a: low, b: high, ...rest })
  }
  return [...pairs.values()].reverse()
}

function normal(key: string): string {
  return key.includes('/') ? key : key.trim().toLowerCase()
}

/** Personal addresses, sorted, with the keys that were seen with each; those seen with two accounts of one host are left out. */
function addressesOf(keyed: ReadonlyMap<string, Keyed>, aliases: readonly Alias[], gitLabHosts: ReadonlySet<string>) {
  const seen = new Map<string, { keys: Set<string>; hosts: Map<string, Set<string>>; isVendor: boolean }>()
  const see = (given: string | null, account: Keyed | undefined, isVendor: boolean) => {
    const address = given?.trim().toLowerCase()
    if (!address || !account || account.isBot || isNobody(account)) return
    if (!isPersonalAddress(address) || readNoreply(address, gitLabHosts)) return
    const found = seen.get(address) ?? { keys: new Set(), hosts: new Map(), isVendor: false }
    found.keys.add(account.key)
    if (account.keyHost) {
      found.hosts.set(account.keyHost, (found.hosts.get(account.keyHost) ?? new Set()).add(account.key))
      found.isVendor ||= isVendor
    }
    seen.set(address, found)
  }
  for (const account of keyed.values()) see(account.email, account, false)
  for (const { contributorId, email } of aliases) see(email, keyed.get(contributorId), true)
  return [...seen]
    .filter(([, { hosts }]) => [...hosts.values()].every((numbers) => numbers.size === 1))
    .map(([address, { keys, isVendor }]) => [address, { keys: [...keys].sort(accountsFirst), isVendor }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Who is known by an address: one of a person, or one that hides an account. */
function createKeyOfAddress(
  addresses: ReadonlyMap<string, { keys: readonly string[] }>,
  members: ReadonlyMap<string, unknown>,
  gitLabHosts: ReadonlySet<string>,
) {
  return (address: string): string | undefined => {
    const hidden = readNoreply(address, gitLabHosts)
    if (!hidden) return addresses.get(address)?.keys[0]
    const key = hidden.number ? `${hidden.host}/${hidden.number}` : address
    return members.has(key) ? key : undefined
  }
}

function accountsFirst(a: string, b: string): number {
  return Number(b.includes('/')) - Number(a.includes('/')) || (a < b ? -1 : 1)
}

/** Hidden addresses without a number, with the one account that has the login there. */
function oldNoreplies(keyed: ReadonlyMap<string, Keyed>, gitLabHosts: ReadonlySet<string>): [string, string][] {
  const byLogin = new Map<string, Set<string>>()
  for (const { keyHost, login, key } of keyed.values()) {
    if (!keyHost || !login) continue
    const name = `${keyHost}/${login.toLowerCase()}`
    byLogin.set(name, (byLogin.get(name) ?? new Set()).add(key))
  }
  return [...keyed.values()]
    .flatMap(({ key }): [string, string][] => {
      const hidden = readNoreply(key, gitLabHosts)
      const [only, ...others] = byLogin.get(`${hidden?.host}/${hidden?.login}`) ?? []
      return hidden && only && others.length === 0 ? [[key, only]] : []
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function personsOf(
  organizationId: string,
  keyed: readonly Keyed[],
  groups: Groups,
  told: ReadonlyMap<string, { rule: PersonRule; evidence: string }>,
): PersonGroup[] {
  const byKey = new Map<string, Keyed[]>()
  for (const account of keyed) byKey.set(account.key, [...(byKey.get(account.key) ?? []), account])
  return groups.list().map((keys) => {
    const all = keys.flatMap((key) =>
      (byKey.get(key) ?? []).sort((a, b) => (a.contributorId < b.contributorId ? -1 : 1)),
    )
    return {
      id: createHash('sha256').update(`${organizationId}\n${keys[0]}`).digest('hex').slice(0, 32),
      name: all.find(({ name }) => name)?.name ?? all.find(({ login }) => login)?.login ?? null,
      isBot: all.some(({ isBot }) => isBot),
      accounts: all.map(({ contributorId, key, rule, evidence }) => {
        const link = told.get(key)
        if (rule === 'NOREPLY') return { contributorId, accountKey: key, rule, evidence }
        if (link) return { contributorId, accountKey: key, ...link }
        const isShared = (byKey.get(key)?.length ?? 0) > 1
        return { contributorId, accountKey: key, rule: isShared ? ('ACCOUNT' as const) : rule, evidence }
      }),
    }
  })
}
