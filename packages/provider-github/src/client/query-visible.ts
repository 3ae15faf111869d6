import type { PageSize } from '@data-import/http'
import { type GraphqlError, graphqlErrorsOf, partialDataOf } from './answer-of-error.js'
import type { Github } from './github.js'
import { queryPage } from './query-page.js'

/** A list in whose items the token may not see everything. */
export interface PartlyVisible<Data, Node> {
  query: string
  /** Fields that an item can do without, each alone on its line of the query. */
  optional: readonly string[]
  nodesOf(data: Data): readonly (Node | null)[] | undefined
  keyOf(node: Node): unknown
}

/** What the token may see. */
export interface VisibleAnswer<Data, Node> {
  data: Data
  nodes: Node[]
  /** What was refused. */
  errors: readonly GraphqlError[]
}

/**
 * As `queryPage`. Of a field that the token may not see and that can't be null, GitHub makes the whole item null: such
 * items are asked for again without it, and come without it.
 * https://spec.graphql.org/October2021/#sec-Handling-Field-Errors
 */
export async function queryVisible<Data, Node>(
  github: Github,
  list: PartlyVisible<Data, Node>,
  variables: (size: number) => Record<string, unknown>,
  size: PageSize,
): Promise<VisibleAnswer<Data, Node>> {
  const { query, optional, nodesOf, keyOf } = list
  const refused = new Set<string>()
  const nodes = new Map<unknown, Node>()
  let { data, errors } = await withErrors(list, () => queryPage<Data>(github, query, variables, size))
  const all = [...errors]
  for (;;) {
    const items = nodesOf(data) ?? []
    for (const node of items) if (node && !nodes.has(keyOf(node))) nodes.set(keyOf(node), node)
    const more = optional.filter((name) => !refused.has(name) && errors.some(({ path }) => path?.includes(name)))
    if (nodes.size >= items.length || more.length === 0) return { data, nodes: [...nodes.values()], errors: all }
    for (const name of more) refused.add(name)
    // Of several such fields, an answer names only the first.
    const again = () => github.query<Data>(without(query, refused), variables(size.current()))
    ;({ data, errors } = await withErrors(list, again))
    all.push(...errors)
  }
}

/** An answer with errors beside is one, as long as it has the list. */
async function withErrors<Data, Node>(
  { nodesOf }: PartlyVisible<Data, Node>,
  ask: () => Promise<Data>,
): Promise<{ data: Data; errors: readonly GraphqlError[] }> {
  try {
    return { data: await ask(), errors: [] }
  } catch (error) {
    const data = partialDataOf<Data>(error)
    if (data === undefined || nodesOf(data) === undefined) throw error
    return { data, errors: graphqlErrorsOf(error) }
  }
}

function without(query: string, fields: ReadonlySet<string>): string {
  return query
    .split('\n')
    .filter((line) => !fields.has(/^\w+/.exec(line.trim())?.[0] ?? ''))
    .join('\n')
}
