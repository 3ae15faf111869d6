import { join } from 'node:path'
import { newClientOutput } from './find-client.js'
import type { HostApplication } from './host-application.js'
import type { HostSchema } from './host-schema.js'
import { hasPreviewOfSchemas } from './schema-edits.js'
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
export function newSchema(application: HostApplication, schema: string): string {
  const { prismaVersion = '7', isTypeScript } = application
  const isOld = Number.parseInt(prismaVersion, 10) < 7
  const provider = isTypeScript ? 'prisma-client' : 'prisma-client-js'
  return `generator client {
  provider = "${provider}"
  output   = "${newClientOutput(application)}"
${hasPreviewOfSchemas(prismaVersion) ? '  previewFeatures = ["multiSchema"]\n' : ''}}

datasource db {
  provider = "postgresql"
${isOld ? '  url      = env("DATABASE_URL")\n' : ''}  schemas  = ["${schema}"]
}
`
}
