import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { readGraphqlRequest } from './request.js'
import { githubSchema } from './schema.js'

/** How much a query asks for at most. */
export interface QuerySize {
  /** Points: every connection is one request for each parent there may be; a hundred of them are a point. */
  cost: number
  /** Nodes there may be in the answer. */
  nodes: number
  /** The largest `first` or `last`. */
  largestFirst: number
  /** Connections whose nodes are asked for without `first` or `last`. */
  readonly unbounded: string[]
  /** Connections that ask for less than 1 or more than 100. */
  readonly outOfBounds: { readonly name: string; readonly size: number }[]
}

interface Measuring {
  readonly schema: GraphQLSchema
  readonly variables: Readonly<Record<string, unknown>>
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly size: QuerySize
  requests: number
}

/** Measures by https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
export function measureQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  operationName: string | null,
): QuerySize {
  const size: QuerySize = { cost: 1, nodes: 0, largestFirst: 0, unbounded: [], outOfBounds: [] }
  const operations = document.definitions.filter(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  )
  const operation = operations.find((node) => node.name?.value === operationName) ?? operations[0]
  if (!operation) return size
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  )
  const measuring: Measuring = {
    schema,
    variables: { ...defaultsOf(operation), ...variables },
    fragments: new Map(fragments.map((node) => [node.name.value, node])),
    size,
    requests: 0,
  }
  measureSelection(measuring, operation.selectionSet, schema.getQueryType()?.name ?? 'Query', 1)
  size.cost = Math.max(1, Math.round(measuring.requests / 100))
  return size
}

/** Measures the body of a request; what can't be parsed asks for nothing. */
export function nodesOf(body: string): QuerySize {
  const request = readGraphqlRequest(body)
  try {
    const document = parse(request?.query ?? '')
    return measureQuery(githubSchema(), document, request?.variables ?? {}, request?.operationName ?? null)
  } catch {
    return { cost: 1, nodes: 0, largestFirst: 0, unbounded: [], outOfBounds: [] }
  }
}

function defaultsOf(operation: OperationDefinitionNode): Record<string, unknown> {
  const definitions = operation.variableDefinitions ?? []
  return Object.fromEntries(
    definitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  )
}

function measureSelection(measuring: Measuring, set: SelectionSetNode, typeName: string, parents: number): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) measureField(measuring, selection, typeName, parents)
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = selection.typeCondition?.name.value ?? typeName
      measureSelection(measuring, selection.selectionSet, type, parents)
    } else {
      const fragment = measuring.fragments.get(selection.name.value)
      if (fragment) measureSelection(measuring, fragment.selectionSet, fragment.typeCondition.name.value, parents)
    }
  }
}

function measureField(measuring: Measuring, field: FieldNode, typeName: string, parents: number): void {
  const parent = measuring.schema.getType(typeName)
  if (!field.selectionSet || !(isObjectType(parent) || isInterfaceType(parent))) return
  const definition = parent.getFields()[field.name.value]
  const type = definition && getNamedType(definition.type)
  if (!type || !isCompositeType(type)) return
  const isConnection = type.name.endsWith('Connection')
  const size = isConnection ? sizeOfConnection(measuring, field, parents) : countIds(measuring, field)
  measureSelection(measuring, field.selectionSet, type.name, parents * size)
}

function sizeOfConnection(measuring: Measuring, field: FieldNode, parents: number): number {
  const { variables, size, fragments } = measuring
  const count = argument(field, 'first', variables) ?? argument(field, 'last', variables)
  const name = field.name.value
  if (count === undefined) {
    if (asksForNodes(field, fragments)) size.unbounded.push(name)
    return 1
  }
  if (count < 1 || count > 100) size.outOfBounds.push({ name, size: count })
  size.largestFirst = Math.max(size.largestFirst, count)
  size.nodes += parents * count
  measuring.requests += parents
  return count
}

/** `nodes(ids: …)` has as many parents as ids. */
function countIds({ variables }: Measuring, field: FieldNode): number {
  const value = field.arguments?.find((node) => node.name.value === 'ids')?.value
  const given: unknown = value && valueFromASTUntyped(value, { ...variables })
  return Array.isArray(given) ? given.length : 1
}

function argument(field: FieldNode, name: string, variables: Readonly<Record<string, unknown>>): number | undefined {
  const value = field.arguments?.find((node) => node.name.value === name)?.value
  const given = value && valueFromASTUntyped(value, { ...variables })
  return typeof given === 'number' ? given : undefined
}

function asksForNodes(field: FieldNode, fragments: Measuring['fragments']): boolean {
  const contains = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).some((selection) => {
      if (selection.kind === Kind.FIELD) return ['nodes', 'edges'].includes(selection.name.value)
      if (selection.kind === Kind.INLINE_FRAGMENT) return contains(selection.selectionSet)
      return contains(fragments.get(selection.name.value)?.selectionSet)
    })
  return contains(field.selectionSet)
}
