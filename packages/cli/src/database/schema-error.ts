import { ConfigurationError } from '@data-import/core'
import type { SchemaState } from './schema-state.js'

/** What to do about a database that can't be used as it is. */
export function schemaError(
  address: string,
  about: {
    schema: string
    state: SchemaState
    /** Other schemas that have the tables. */
    elsewhere: readonly string[]
    /** Whether an application creates the tables. */
    isApplication: boolean
  },
): ConfigurationError {
  const { schema, elsewhere, isApplication } = about
  const { state, lacks } = about.state
  if (state === 'older') {
    return new ConfigurationError(
      `The database ${address} has the tables of an older version. Run: data-import migrate`,
    )
  }
  if (state === 'lacking') {
    const named = schema === 'data' ? '' : ` --schema ${schema}`
    return new ConfigurationError(
      `The database ${address} lacks, in its schema "${schema}": ${lacks.join(', ')}. ` +
        `Add that to your application's Prisma schema (data-import init${named} --print shows the models, and writes nothing) and migrate with it.`,
    )
  }
  const [other] = elsewhere
  if (other !== undefined) {
    return new ConfigurationError(
      `The database ${address} has the tables of the import in the schema "${other}", not in "${schema}". Use --schema ${other}`,
    )
  }
  const where = schema === 'data' ? '' : ` in its schema "${schema}"`
  return new ConfigurationError(
    `The database ${address} lacks the tables of the import${where}. ` +
      (schema === 'data' && !isApplication
        ? 'Run: data-import migrate. If an application creates them, migrate'
        : 'Migrate') +
      ' with the application: npx prisma migrate dev, or npx prisma migrate deploy.',
  )
}
