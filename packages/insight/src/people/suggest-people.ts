import type { InsightDatabase } from '../database/insight-database.js'
import { readTables } from '../database/read-tables.js'
import { type Account, isPersonalAddress } from './account-key.js'
import { groupAccounts, type PersonGroup } from './group-accounts.js'
import { readPeople } from './read-accounts.js'

/** Two people who may be one; only a human knows. */
export interface PersonSuggestion {
  /** What the accounts are called in a decision. */
  a: string
  b: string
  /** What they have in common. */
  reason: 'same login' | 'same name' | 'same address before the @'
  /** The login, name or part of the address. */
  value: string
}

/** A value that so many people have is nobody's own. */
const mostWithOneValue = 5

/**
 * Pairs of people who have a login, a name of two words or the first part of an address in common, without those that somebody
 * decided about. Nothing is linked by it.
 *
 * @param schema of the tables. Default: `data`.
 */
export async function suggestPeople(
  db: InsightDatabase,
  organizationId: string,
  schema = 'data',
): Promise<PersonSuggestion[]> {
  const { accounts, aliases, decisions, mailmap } = await readPeople(db, await readTables(db, schema), organizationId)
  const decided = new Set(decisions.map(({ a, b }) => [a, b].sort().join('\n')))
  return suggestionsOf(accounts, groupAccounts(organizationId, accounts, aliases, decisions, mailmap)).filter(
    ({ a, b }) => !decided.has([a, b].sort().join('\n')),
  )
}

/** The pairs that accounts of different people make. */
export function suggestionsOf(accounts: readonly Account[], people: readonly PersonGroup[]): PersonSuggestion[] {
  const byId = new Map(accounts.map((account) => [account.contributorId, account]))
  const found = new Map<string, PersonSuggestion>()
  for (const [reason, traitOf] of traits) {
    const owners = new Map<string, Map<string, string>>()
    for (const { id, isBot, accounts: own } of people) {
      if (isBot) continue
      const key = own[0]?.accountKey ?? ''
      for (const { contributorId } of own) {
        const value = traitOf(byId.get(contributorId))
        if (value) owners.set(value, (owners.get(value) ?? new Map()).set(id, key))
      }
    }
    for (const [value, keys] of owners) {
      if (keys.size < 2 || keys.size > mostWithOneValue) continue
      const [a, ...others] = [...keys.values()].sort()
      for (const b of others) {
        if (a && !found.has(`${a}\n${b}`)) found.set(`${a}\n${b}`, { a, b, reason, value })
      }
    }
  }
  return [...found.values()].sort((one, other) => (one.a + one.b < other.a + other.b ? -1 : 1))
}

type Trait = (account: Account | undefined) => string | undefined

const traits: readonly (readonly [PersonSuggestion['reason'], Trait])[] = [
  ['same login', (account) => account?.login?.toLowerCase()],
  [
    'same name',
    (account) => {
      const name = account?.name?.trim().replace(/\s+/g, ' ').toLowerCase()
      return name && /^\S+ \S+/.test(name) ? name : undefined
    },
  ],
  ['same address before the @', (account) => account && tellingPart(account)],
]

/** What stands before the `@`, where it says more than one name or a role: `alex`, `michael` and `hello` are many people. */
function tellingPart({ email, name }: Account): string | undefined {
  const address = email?.toLowerCase() ?? ''
  const [, local = ''] = /^([^@+]+)[@+]/.exec(address) ?? []
  const isOneName = local.length <= 6 || (name?.toLowerCase().split(/\s+/).includes(local) ?? false)
  return isPersonalAddress(address) && (/[._-]/.test(local) || !isOneName) ? local : undefined
}
