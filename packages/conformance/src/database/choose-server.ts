import { ConfigurationError } from '@data-import/core/provider'
import type { ConformanceDatabase } from './conformance-client.js'
import { startEmbeddedServer } from './embedded-server.js'

/** A server on which rules make their databases. */
export interface RuleServer {
  url: string
  template?: string
  close(): Promise<void>
}

/**
 * The server of the options, of `TEST_DATABASE_URL`, or an embedded one.
 * @throws {ConfigurationError} if there is none.
 */
export async function chooseServer(
  database: ConformanceDatabase = {},
  environment: NodeJS.ProcessEnv = process.env,
): Promise<RuleServer> {
  const url = database.url ?? environment.TEST_DATABASE_URL
  const template = database.template === undefined ? {} : { template: database.template }
  if (url) return { url, ...template, close: async () => undefined }
  try {
    return await startEmbeddedServer()
  } catch (error) {
    throw new ConfigurationError(
      'The conformance kit has no Postgres: set TEST_DATABASE_URL to a server whose user may create databases, or install @data-import/embedded-database as a devDependency.',
      { cause: error },
    )
  }
}
