import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { run } from '../child-process.mjs'
import { StepError } from '../step.mjs'
import { root } from '../workspace.mjs'

const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')

/** An empty database of its own: on the server of TEST_DATABASE_URL, else on an embedded one. */
export async function openHostDatabase(directory) {
  const given = process.env.TEST_DATABASE_URL
  if (!given) {
    const { openEmbeddedDatabase } = await import('../../packages/embedded-database/dist/index.js')
    const database = await openEmbeddedDatabase({ directory })
    return { url: database.connectionString, close: () => database.close() }
  }
  const name = `data_import_host_${randomBytes(6).toString('hex')}`
  await makeTables([given, '--execute', `CREATE DATABASE ${name}`])
  const url = new URL(given)
  url.pathname = name
  return { url: url.href, close: () => makeTables([given, '--execute', `DROP DATABASE ${name} WITH (FORCE)`]) }
}

/** Runs `prisma/scripts/make-tables.ts`. @returns what it printed */
export async function makeTables(parameters) {
  const script = join(root, 'prisma/scripts/make-tables.ts')
  const { code, printed } = await run(process.execPath, [tsx, script, ...parameters], { output: 'capture' })
  if (code !== 0) throw new StepError(`${printed}\nThe tables could not be made; the reason is above.`)
  return printed
}
