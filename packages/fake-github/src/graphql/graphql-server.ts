import { type DocumentNode, execute, GraphQLError, type GraphQLFieldResolver, parse, validate } from 'graphql'
import { readQuota, spend } from '../limits/quota.js'
import type { Answer } from '../server/answer.js'
import { ApiError } from '../server/api-error.js'
import type { World } from '../state/world.js'
import type { Token } from '../tokens/token.js'
import type { Context } from './context.js'
import { describeErrors } from './describe-errors.js'
import { createFieldResolver } from './field-resolver.js'
import type { Arguments, TypeFields } from './fields.js'
import { missingScope } from './missing-scope.js'
import { measureQuery, type QuerySize } from './query-size.js'
import { type GraphqlRequest, readGraphqlRequest } from './request.js'
import { githubSchema } from './schema.js'

const largestNodeCount = 500_000
const cachedDocuments = 100

/** Answers GraphQL. */
export interface GraphqlServer {
  answer(token: Token | null, body: string): Promise<{ readonly answer: Answer; readonly points: number }>
}

/**
 * Runs queries on GitHub's schema.
 * @param contents the resolvers of each kind of contents
 */
export function createGraphqlServer(world: World, contents: readonly TypeFields[]): GraphqlServer {
  const fieldResolver = createFieldResolver(contents)
  const documents = new Map<string, DocumentNode | readonly GraphQLError[]>()
  return {
    async answer(token, body) {
      if (!token) throw new ApiError(401, 'This endpoint requires you to be authenticated.')
      const request = readGraphqlRequest(body)
      if (!request) throw new ApiError(400, 'Problems parsing JSON')
      const isLimited = world.flavor !== 'enterprise'
      if (isLimited && readQuota(token.graphql, world.now()).remaining === 0) return limitExceeded(token)
      const document = read(documents, request.query)
      if (!('kind' in document))
        return { answer: { status: 200, body: { errors: describeErrors(document) } }, points: 0 }
      const size = measureQuery(githubSchema(), document, request.variables, request.operationName)
      const refused = refuse(size) ?? missingScope(document, token)
      if (refused) return { answer: { status: 200, body: { errors: [refused] } }, points: 0 }
      const result = await run({ world, token, size }, document, request, fieldResolver)
      if (isLimited) spend(token.graphql, size.cost, world.now())
      return { answer: { status: 200, body: result }, points: size.cost }
    },
  }
}

async function run(
  contextValue: Context,
  document: DocumentNode,
  request: GraphqlRequest,
  fieldResolver: GraphQLFieldResolver<unknown, Context, Arguments>,
) {
  const { data, errors } = await execute({
    schema: githubSchema(),
    document,
    contextValue,
    variableValues: request.variables,
    ...(request.operationName !== null && { operationName: request.operationName }),
    fieldResolver,
  })
  return { ...(data !== undefined && { data }), ...(errors && { errors: describeErrors(errors) }) }
}

/** A parsed and valid query, or what is wrong with it; clients send the same few, so they are kept. */
function read(documents: Map<string, DocumentNode | readonly GraphQLError[]>, query: string) {
  const known = documents.get(query)
  if (known) return known
  const document = parseAndValidate(query)
  documents.set(query, document)
  for (const oldest of documents.keys()) {
    if (documents.size <= cachedDocuments) break
    documents.delete(oldest)
  }
  return document
}

function parseAndValidate(query: string): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query)
    const errors = validate(githubSchema(), document)
    return errors.length > 0 ? errors : document
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

function refuse({ unbounded, outOfBounds, nodes }: QuerySize) {
  const [missing] = unbounded
  const [wrong] = outOfBounds
  if (missing) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${missing}\` connection.`
    return { type: 'MISSING_PAGINATION_BOUNDARIES', message }
  }
  if (wrong) {
    const message = `Requesting ${wrong.size} records on the \`${wrong.name}\` connection exceeds the \`first\` limit of 100 records.`
    return { type: 'EXCESSIVE_PAGINATION', message }
  }
  if (nodes <= largestNodeCount) return undefined
  const message = `This query requests up to ${nodes} possible nodes which exceeds the maximum limit of ${largestNodeCount}.`
  return { type: 'MAX_NODE_LIMIT_EXCEEDED', message }
}

function limitExceeded({ viewer }: Token) {
  const message = `API rate limit exceeded for user ID ${viewer?.id ?? 0}.`
  return { answer: { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } }, points: 0 }
}
