/** Groups of keys that only join where nothing speaks against it. */
export interface Groups {
  /** @returns false where something speaks against it. */
  join(a: string, b: string, isDecided?: boolean): boolean
  /** Keys of the group, sorted. */
  list(): string[][]
}

/** A key and what it brings into its group. */
export interface GroupMember {
  key: string
  /** Of an account: a group has one account of each host, unless somebody decided otherwise. */
  host: string | null
  isBot: boolean
}

/** @param different pairs that are never in one group */
export function createGroups(
  members: Iterable<GroupMember>,
  different: readonly (readonly [string, string])[],
): Groups {
  const groupOf = new Map<string, Group>()
  for (const { key, host, isBot } of members) {
    groupOf.set(key, { keys: new Set([key]), accounts: new Map(host === null ? [] : [[host, new Set([key])]]), isBot })
  }
  const isApart = (a: Group, b: Group) =>
    different.some(([one, other]) => (a.keys.has(one) && b.keys.has(other)) || (a.keys.has(other) && b.keys.has(one)))
  return {
    join(one, other, isDecided = false) {
      const a = groupOf.get(one)
      const b = groupOf.get(other)
      if (!a || !b) return false
      if (a === b) return true
      if (isApart(a, b) || (!isDecided && (a.isBot || b.isBot || haveTwoOfOneHost(a, b)))) return false
      for (const [host, keys] of b.accounts) a.accounts.set(host, new Set([...(a.accounts.get(host) ?? []), ...keys]))
      for (const key of b.keys) {
        a.keys.add(key)
        groupOf.set(key, a)
      }
      a.isBot ||= b.isBot
      return true
    },
    list: () => [...new Set(groupOf.values())].map(({ keys }) => [...keys].sort(byStrength)),
  }
}

interface Group {
  keys: Set<string>
  accounts: Map<string, Set<string>>
  isBot: boolean
}

function haveTwoOfOneHost(a: Group, b: Group): boolean {
  return [...b.accounts.keys()].some((host) => a.accounts.has(host))
}

/** Accounts before addresses before what is known by itself only; then by name. */
function byStrength(a: string, b: string): number {
  return strength(a) - strength(b) || (a < b ? -1 : a > b ? 1 : 0)
}

function strength(key: string): number {
  if (key.startsWith('contributor:')) return 2
  return key.includes('@') && !key.includes('/') ? 1 : 0
}
