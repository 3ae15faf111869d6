import { Client, DatabaseError } from 'pg'

/** Makes the database of a connection string where the server has none of that name yet. */
export async function ensureDatabase(connectionString: string): Promise<void> {
  if (await isThere(connectionString)) return
  const url = new URL(connectionString)
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  const client = new Client({ connectionString: url.toString(), application_name: 'data-import' })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

async function isThere(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, application_name: 'data-import' })
  try {
    await client.connect()
    return true
  } catch (error) {
    // invalid_catalog_name: https://www.postgresql.org/docs/current/errcodes-appendix.html
    if (error instanceof DatabaseError && error.code === '3D000') return false
    throw error
  } finally {
    await client.end()
  }
}
