import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../generated/client.js'
import { FixedClient } from './fixed-client.js'
import { createSettings } from './fixed-settings.js'
import { inSchema } from './in-schema.js'

/**
 * A client of the reference schema, that works whatever the sessions of the server are set to. A connection that dies while idle is
 * replaced, not thrown.
 *
 * @param options.schema Postgres schema of the tables; default: `'data'`. Where it is another, raw statements name theirs
 * as `"data"."Commit"` all the same.
 */
export function createClient(
  connectionString: string,
  options: { max?: number; applicationName?: string; schema?: string } = {},
): PrismaClient {
  const { max = 10, applicationName = 'data-import', schema = 'data' } = options
  const settings = createSettings(connectionString)
  const config = { connectionString, max, application_name: applicationName, Client: FixedClient, settings }
  const factory = new PrismaPg(config, { onPoolError: () => undefined, onConnectionError: () => undefined })
  return new PrismaClient({ adapter: schema === 'data' ? factory : inSchema(factory, schema) })
}
