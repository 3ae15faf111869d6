import type { createClient, Json } from '../client.fixture.js'
import type { FakeAccount } from '../state/account.js'
import type { FakeTruth } from '../state/truth.js'

type Tables = Omit<FakeTruth, 'repository'>
type RowOf<Name extends keyof Tables> = Tables[Name] extends Map<unknown, infer Row> ? Row : never

/** A row by its key, as plain values that REST and GraphQL both tell. */
export type Entry = readonly [key: unknown, row: unknown]

/** REST as it is read: the client, and the path of a repository. */
export interface RestReader {
  readonly client: ReturnType<typeof createClient>
  readonly base: string
}

/** All items of a list of a repository in GraphQL, by a selection that calls it `rows`. */
export type ReadAll = (selection: string) => Promise<Json[]>

/** How a kind of rows is compared. */
interface KindOf<Name extends keyof Tables> {
  readonly name: Name
  /** A true row in comparable form. */
  readonly form: (row: RowOf<Name>) => unknown
  readonly rest: (reader: RestReader) => Promise<readonly Entry[]>
  /** Left out where REST alone tells. */
  readonly graphql?: (all: ReadAll) => Promise<readonly Entry[]>
}

/** The same for whatever kind. */
export interface ComparableKind extends Pick<KindOf<never>, 'rest' | 'graphql'> {
  readonly name: keyof Tables
  readonly truth: (truth: FakeTruth) => Record<string, unknown>
}

/** Says how a kind is compared. */
export function comparable<Name extends keyof Tables>({ name, form, ...readers }: KindOf<Name>): ComparableKind {
  return {
    name,
    // Each table has the rows of its name.
    truth: (truth) =>
      Object.fromEntries([...(truth[name] as Map<unknown, RowOf<Name>>)].map(([key, row]) => [key, form(row)])),
    ...readers,
  }
}

/** Login of an account; null for nobody. */
export const trueLogin = (account: FakeAccount | null) => account?.login ?? null

/** The same from REST: GraphQL has no suffix for bots. */
export const restLogin = (user: Json | undefined) => (user ? String(user.login).replace(/\[bot\]$/, '') : null)

/** The same from GraphQL. */
export const graphqlLogin = (user: Json | undefined) => user?.login ?? null

/** Items of a connection. */
export const nodes = (connection: Json | undefined) => [...(connection?.nodes ?? [])]
