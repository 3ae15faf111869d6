import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { openEmbeddedDatabase } from '@data-import/embedded-database'

/** Runs a command with what .env says, and with DATABASE_URL: the one that is set, else that of a Postgres kept in .data-import. */
if (existsSync('.env')) process.loadEnvFile('.env')
const [command, ...parameters] = process.argv.slice(2)
const database = process.env.DATABASE_URL ? undefined : await openEmbeddedDatabase({ directory: '.data-import' })
const env = { ...process.env, DATABASE_URL: process.env.DATABASE_URL || database?.connectionString }
const child = spawn(command, parameters, { env, stdio: 'inherit', shell: process.platform === 'win32' })

// The command answers signals. A terminal sends its own to both; others are passed on.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('close', async (code) => {
  await database?.close()
  process.exitCode = code ?? 1
})
