import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { db } from '../lib/db'

/** Adds the data source, unless it is there: the git repository whose path is given, else the one around this folder. */
const [path = enclosingRepository()] = process.argv.slice(2)
const place = { organizationId: 'acme', name: 'website' }
const { name } = await db.dataSource.upsert({
  where: { organizationId_name: place },
  create: { ...place, provider: 'GIT', configs: { create: { key: 'GIT_PATH', value: resolve(path) } } },
  update: {},
})
console.log(`The data source "${name}" is there.`)
await db.$disconnect()

function enclosingRepository() {
  return execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }).trim()
}
