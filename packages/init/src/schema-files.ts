import { dirname, join, relative } from 'node:path'
import { newClientOutput } from './find-client.js'
import type { HostApplication } from './host-application.js'
import { fragmentFolder, type HostSchema } from './host-schema.js'
import { type Edit, hasPreviewOfSchemas } from './schema-edits.js'
import type { SelectedModel } from './select-models.js'

/** Marks what init appended, so that it is found again. */
export const beginMark = '// data-import init: begin'
export const endMark = '// data-import init: end'

const preface = '// Tables of the import. Columns and relations of your own may be added.'

/** The models in a file of their own. */
export function fragmentText(models: readonly SelectedModel[]): string {
  return `${preface}\n\n${models.map(({ text }) => text).join('\n\n')}\n`
}

/** The models as they are appended to the application's one schema file. */
export function appendedText(models: readonly SelectedModel[]): string {
  return `\n${beginMark}\n${fragmentText(models)}${endMark}\n`
}

/** How Prisma is told of a second schema file: it takes a folder in place of the one file. */
export function folderEdit(host: HostSchema, { prismaVersion = '7' }: HostApplication): Edit | undefined {
  if (host.kind !== 'file') return undefined
  const folder = fragmentFolder(host)
  if (host.setting) {
    const { file, line, text } = host.setting
    const named = relative(dirname(file), folder) || '.'
    return { file, line, change: `make it: ${text.replace(/(["'`])[^"'`]*\.prisma\1/, `$1${named}$1`)}` }
  }
  if (host.configFile) {
    const named = relative(dirname(host.configFile), folder)
    return { file: host.configFile, line: 1, change: `add to the configuration: schema: '${named}'` }
  }
  // Prisma 7 has prisma.config.ts; 6 without it reads this, and .env.
  if (Number.parseInt(prismaVersion, 10) >= 7) return undefined
  return { file: 'package.json', line: 1, change: `add: "prisma": { "schema": "${folder}" }` }
}

/** `prisma.config.ts` for an application without one. */
export function prismaConfig(host: HostSchema, schemaFolder: string): string {
  const migrations = host.kind === 'none' ? 'prisma/migrations' : join(schemaFolder, 'migrations')
  return `import 'dotenv/config'
import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: '${schemaFolder}',
  migrations: { path: '${migrations}' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
`
}

/**
 * Generator and datasource for an application without a schema. Lists no schema but the import's: Prisma takes a table of
 * a listed one that no model names for drift, and offers to drop it.
 */
export function newSchema({ prismaVersion = '7', isTypeScript }: HostApplication, schema: string): string {
  const isOld = Number.parseInt(prismaVersion, 10) < 7
  const provider = isTypeScript ? 'prisma-client' : 'prisma-client-js'
  return `generator client {
  provider = "${provider}"
  output   = "${newClientOutput}"
${hasPreviewOfSchemas(prismaVersion) ? '  previewFeatures = ["multiSchema"]\n' : ''}}

datasource db {
  provider = "postgresql"
${isOld ? '  url      = env("DATABASE_URL")\n' : ''}  schemas  = ["${schema}"]
}
`
}
