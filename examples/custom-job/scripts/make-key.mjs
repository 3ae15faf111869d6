import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** Makes the key that encrypts secrets of data sources and keeps it in .env, unless there is one. Keep a copy: nothing else reads them. */
const file = '.env'
const known = existsSync(file) ? readFileSync(file, 'utf8') : ''
if (!process.env.DATA_IMPORT_SECRET_KEY && !parseEnv(known).DATA_IMPORT_SECRET_KEY) {
  const begin = known === '' || known.endsWith('\n') ? '' : '\n'
  const line = `${begin}DATA_IMPORT_SECRET_KEY=${randomBytes(32).toString('base64')}\n`
  // Its owner alone can read it.
  appendFileSync(file, line, { mode: 0o600 })
  console.log(`A key for secrets is in ${file}.`)
}
