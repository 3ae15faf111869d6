import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { db } from '../app/db.server'

/** Adds the data sources, unless they are there: the git repository that is given, or around this folder, and the catalogue. */
const [path = enclosingRepository()] = process.argv.slice(2)
await add('website', 'GIT', { key: 'GIT_PATH', value: resolve(path) })
await add('catalogue', 'CATALOG', { key: 'CATALOG_FILE', value: resolve('catalog.json') })
await db.$disconnect()

async function add(name: string, provider: string, config: { key: string; value: string }) {
  const place = { organizationId: 'acme', name }
  await db.dataSource.upsert({
    where: { organizationId_name: place },
    create: { ...place, provider, configs: { create: config } },
    update: {},
  })
  console.log(`The data source "${name}" is there.`)
}

function enclosingRepository() {
  return execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }).trim()
}
