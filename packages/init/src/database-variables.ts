import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HostApplication } from './host-application.js'
import type { HostSchema } from './host-schema.js'

/** The variables of the environment from which Prisma takes the database's address. */
export async function databaseVariables(
  { folder }: HostApplication,
  { blocks, configFile }: HostSchema,
): Promise<{ url: string; direct?: string }> {
  const datasource = blocks.find(({ kind }) => kind === 'datasource')?.body.join('\n') ?? ''
  const config = configFile ? await readFile(join(folder, configFile), 'utf8') : ''
  const text = `${datasource}\n${config}`
  const named = (setting: string) => {
    const pattern = `\\b${setting}\\s*[=:]\\s*(?:env\\(\\s*["'](\\w+)["']|process\\.env(?:\\.(\\w+)|\\[["'](\\w+)["']\\]))`
    return new RegExp(pattern)
      .exec(text)
      ?.slice(1)
      .find((name) => name !== undefined)
  }
  const direct = named('directUrl')
  return { url: named('url') ?? 'DATABASE_URL', ...(direct ? { direct } : {}) }
}

/** The Postgres schema that an address names, which is that of models that say none; `public` where it names none. */
export function schemaOfAddress(address: string | undefined): string {
  const named = address !== undefined && URL.canParse(address) ? new URL(address).searchParams.get('schema') : ''
  return named || 'public'
}
