import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Client } from 'pg'
import { schemaDifference } from '../src/schema-difference.js'

/**
 * `make-tables.ts URL PATH` makes the tables of a Prisma schema, a file or a folder, as `prisma migrate dev` does, with an engine
 * that needs no download. `URL PATH --check` prints what would change, `URL --execute SQL` runs one statement,
 * `URL --query SQL` prints its rows.
 */
const [connectionString = '', path = '', option = ''] = process.argv.slice(2)
if (path === '--execute' || path === '--query') {
  const rows = await query(option)
  if (path === '--query') process.stdout.write(JSON.stringify(rows))
} else {
  const sql = await difference()
  if (option === '--check') process.stdout.write(sql)
  else await query(sql)
}

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function difference(): Promise<string> {
  const isFolder = statSync(path).isDirectory()
  const folder = isFolder ? path : dirname(path)
  const names = isFolder ? readdirSync(path).filter((each) => each.endsWith('.prisma')) : [basename(path)]
  const place = mkdtempSync(join(tmpdir(), 'data-import-tables-'))
  try {
    for (const name of names) {
      cpSync(join(folder, name), join(place, name))
      // This engine takes the address from elsewhere.
      const text = readFileSync(join(place, name), 'utf8').replace(/^\s*(?:url|engineType)\s*=.*$/gm, '')
      writeFileSync(join(place, name), text)
    }
    return (await schemaDifference(connectionString, place)) ?? ''
  } finally {
    rmSync(place, { recursive: true })
  }
}
