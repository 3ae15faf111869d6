import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyMigrations } from '@data-import/reference-database'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { chooseServer } from './choose-server.js'
import { withDatabase } from './connection-string.js'
import './provided.js'

/** The server of a test run, with the migrated template. */
interface PreparedServer {
  serverUrl: string
  templateDatabase: string
  programFolder: string
  close(): Promise<void>
}

/** Vitest loads this file for each of its projects, in one process: they share the server through the global object. */
interface SharedServer {
  prepared: Promise<PreparedServer>
  users: number
}

const key = Symbol.for('data-import.test-server')
const shared = globalThis as { [key]?: SharedServer }

/** Once a test run: chooses the server, says which, and makes the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared[key] ??= { prepared: prepareServer(), users: 0 }
  const server = shared[key]
  server.users++
  const { serverUrl, templateDatabase, programFolder, close } = await server.prepared
  project.provide('serverUrl', serverUrl)
  project.provide('templateDatabase', templateDatabase)
  project.provide('programFolder', programFolder)
  return async () => {
    server.users--
    if (server.users > 0) return
    delete shared[key]
    await close()
  }
}

async function prepareServer(): Promise<PreparedServer> {
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
  const programFolder = await mkdtemp(join(tmpdir(), 'data-import-programs-'))
  return {
    serverUrl: server.url,
    templateDatabase,
    programFolder,
    async close() {
      await rm(programFolder, { recursive: true, force: true })
      await withAdmin(server.url, (client) =>
        client.query(`DROP DATABASE IF EXISTS "${templateDatabase}" WITH (FORCE)`),
      )
      await server.close()
    },
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
