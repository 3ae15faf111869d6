import type { FakeReply } from '@data-import/fake-server'
import { execute, GraphQLError, parse, validate } from 'graphql'
import type { FakeToken } from '../state/token.js'
import { findProject, type World } from '../state/world.js'
import { complexityOf } from './complexity.js'
import { connection, type PageArguments } from './connection.js'
import { projectNode, viewerNode } from './project-node.js'
import { createSchema } from './schema.js'

/** https://docs.gitlab.com/api/graphql/#limits */
const mostComplexity = 250

/** Answers queries with what the world holds. */
export function createGraphqlServer(world: World) {
  const schema = createSchema(world.version)
  return async (body: string, token: FakeToken): Promise<FakeReply> => {
    const given = readBody(body)
    if (!given) return failed(['Unexpected end of document'])
    const { query, variables } = given
    try {
      const document = parse(query)
      const errors = validate(schema, document)
      if (errors.length > 0) return failed(errors.map(wording))
      const complexity = complexityOf(document, variables)
      if (complexity > mostComplexity) {
        return failed([`Query has complexity of ${complexity}, which exceeds max complexity of ${mostComplexity}`])
      }
      const result = await execute({ schema, document, rootValue: rootOf(world, token), variableValues: variables })
      return { status: 200, body: JSON.parse(JSON.stringify(result)), route: 'POST /api/graphql' }
    } catch (error) {
      return failed([error instanceof GraphQLError ? error.message : String(error)])
    }
  }
}

function rootOf(world: World, token: FakeToken) {
  return {
    metadata: { version: world.version === '15.0' ? '15.0.5-ee' : '18.5.1-ee', revision: 'abc' },
    currentUser: viewerNode(world, token.user),
    project({ fullPath }: { fullPath: string }) {
      const found = findProject(world, fullPath)
      return found ? projectNode(world, found) : null
    },
    projects({ ids, ...args }: PageArguments & { ids?: readonly string[] | null }) {
      const wanted = ids ? new Set(ids.map((id) => Number(/^gid:\/\/gitlab\/Project\/(\d+)$/.exec(id)?.[1]))) : null
      const found = [...world.projects.values()].filter(({ id }) => wanted === null || wanted.has(id))
      return connection(
        found.sort((a, b) => b.id - a.id),
        args,
        (project) => projectNode(world, project),
      )
    },
  }
}

/** In the words of GitLab's own library. */
function wording({ message }: GraphQLError): string {
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? []
  if (field) return `Field '${field}' doesn't exist on type '${type}'`
  const [, argument, ofType, ofField] = /^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/.exec(message) ?? []
  return argument ? `Field '${ofField}' doesn't accept argument '${argument}'${ofType ? '' : ''}` : message
}

function failed(messages: readonly string[]): FakeReply {
  return { status: 200, body: { errors: messages.map((message) => ({ message })) }, route: 'POST /api/graphql' }
}

function readBody(body: string): { query: string; variables: Record<string, unknown> } | undefined {
  try {
    const { query, variables } = JSON.parse(body) as { query?: unknown; variables?: Record<string, unknown> | null }
    return typeof query === 'string' ? { query, variables: variables ?? {} } : undefined
  } catch {
    return undefined
  }
}
