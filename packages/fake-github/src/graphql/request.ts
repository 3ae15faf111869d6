/** The body of a GraphQL request. */
export interface GraphqlRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | null
}

/** Reads the body; undefined where it is none of GraphQL's. */
export function readGraphqlRequest(body: string): GraphqlRequest | undefined {
  try {
    const { query, variables, operationName } = JSON.parse(body)
    if (typeof query !== 'string') return undefined
    return { query, variables: variables ?? {}, operationName: operationName ?? operationOf(query) }
  } catch {
    return undefined
  }
}

/** The name of the first operation. */
function operationOf(query: string): string | null {
  return /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? null
}
