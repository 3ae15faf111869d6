import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../generated/client.js'

/** A client of the reference schema. A connection that dies while idle is replaced, not thrown. */
export function createClient(
  connectionString: string,
  options: { max?: number; applicationName?: string } = {},
): PrismaClient {
  const { max = 10, applicationName = 'data-import' } = options
  const adapter = new PrismaPg(
    { connectionString, max, application_name: applicationName },
    { onPoolError: () => undefined, onConnectionError: () => undefined },
  )
  return new PrismaClient({ adapter })
}
