import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedDatabase, removeEmbeddedDatabase } from '@data-import/embedded-database'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with the tables and no rows, to make copies of. */
    emptyDatabase: string
  }
}

/** Builds the application and starts a Postgres, both as `npm run setup` and `npm run build` do. */
export default async function setUp(project: TestProject) {
  execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const folder = mkdtempSync(join(tmpdir(), 'next-app-'))
  const tearDown = async () => {
    await removeEmbeddedDatabase({ directory: folder })
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const { connectionString } = await openEmbeddedDatabase({ directory: folder, isDurable: false })
    const dataImport = (parameters: string[], input = '') =>
      execFileSync(process.execPath, ['node_modules/@data-import/cli/dist/bin.js', ...parameters], {
        env: { ...process.env, DATABASE_URL: connectionString },
        input,
      })
    dataImport(['migrate'])
    dataImport(['sql', '--write', '-'], readFileSync('prisma/tables.sql', 'utf8'))
    project.provide('emptyDatabase', connectionString)
  } catch (error) {
    await tearDown()
    throw error
  }
  return tearDown
}
