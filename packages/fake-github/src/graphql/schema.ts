import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildSchema, GraphQLScalarType, type GraphQLSchema, isObjectType, isScalarType } from 'graphql'
import { isoDate } from '../rest/iso-date.js'

let built: GraphQLSchema | undefined

/** GitHub's own schema; reading it takes a third of a second, so it is done once a process, and only when asked. */
export function githubSchema(): GraphQLSchema {
  built ??= build()
  return built
}

function build(): GraphQLSchema {
  const schema = buildSchema(readFileSync(schemaPath(), 'utf8'), { assumeValidSDL: true, assumeValid: true })
  const dateTime = schema.getType('DateTime')
  if (isScalarType(dateTime)) {
    dateTime.serialize = (value) => (value instanceof Date ? isoDate(value) : value)
  }
  allowLargeIds(schema)
  return schema
}

/** GitHub gives the number of a `databaseId` although it no longer fits in an `Int`; clients take it as their key. */
function allowLargeIds(schema: GraphQLSchema): void {
  const int = new GraphQLScalarType({ name: 'Int', serialize: (value) => value })
  for (const type of Object.values(schema.getTypeMap())) {
    const field = isObjectType(type) ? type.getFields().databaseId : undefined
    if (field) field.type = int
  }
}

/**
 * Looked up by hand, for the package exports no path to it, and importing the package would parse five megabytes of
 * JSON and build the schema a second time.
 */
function schemaPath(): string {
  const folders = createRequire(import.meta.url).resolve.paths('@octokit/graphql-schema') ?? []
  const paths = folders.map((folder) => join(folder, '@octokit', 'graphql-schema', 'schema.graphql'))
  const found = paths.find((path) => existsSync(path))
  if (found === undefined) throw new Error('@octokit/graphql-schema is not installed')
  return found
}
