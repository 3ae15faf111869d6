import { applyMigrations } from '@data-import/reference-database'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { chooseServer } from './choose-server.js'
import { withDatabase } from './connection-string.js'
import './provided.js'

/** Once a test run: chooses the server, says which, and makes the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await chooseServer(process.env)
  const templateDatabase = `data_import_template_${process.pid}`
  try {
    const version = await withAdmin(server.url, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS "${templateDatabase}" WITH (FORCE)`)
      await client.query(
        `CREATE DATABASE "${templateDatabase}" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`,
      )
      return (await client.query<{ server_version: string }>('SHOW server_version')).rows[0]?.server_version
    })
    process.stdout.write(`Tests run on PostgreSQL ${version}: ${server.description}\n`)
    await applyMigrations(withDatabase(server.url, templateDatabase))
  } catch (error) {
    await server.close()
    throw error
  }
  project.provide('serverUrl', server.url)
  project.provide('templateDatabase', templateDatabase)
  return async () => {
    await withAdmin(server.url, (client) => client.query(`DROP DATABASE IF EXISTS "${templateDatabase}" WITH (FORCE)`))
    await server.close()
  }
}

async function withAdmin<R>(url: string, work: (client: Client) => Promise<R>): Promise<R> {
  const client = new Client({ connectionString: url, application_name: 'test-kit' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
