import { ConfigurationError } from '@data-import/core'
import type { HostApplication, PackageManager } from './host-application.js'
import type { HostSchema } from './host-schema.js'
import { newSchemaFolder } from './other-schemas.js'

/** Major version of Prisma from which on the import works. */
export const oldestPrisma = 6

const databases: Readonly<Record<string, string>> = {
  sqlite: 'SQLite',
  mysql: 'MySQL',
  sqlserver: 'SQL Server',
  mongodb: 'MongoDB',
  cockroachdb: 'CockroachDB',
}

const updates: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install prisma@6 @prisma/client@6',
  pnpm: 'pnpm add prisma@6 @prisma/client@6',
  yarn: 'yarn add prisma@6 @prisma/client@6',
  bun: 'bun add prisma@6 @prisma/client@6',
}

/**
 * Refuses what no step could make work.
 * @throws {ConfigurationError} where the application's Prisma is too old, or its database isn't Postgres.
 */
export function refuseUnsupported({ prismaVersion, packageManager }: HostApplication, host: HostSchema): void {
  const source = host.blocks.find(({ kind }) => kind === 'datasource')
  const provider = source?.body.map((line) => /^\s*provider\s*=\s*"([^"]*)"/.exec(line)?.[1]).find(Boolean)
  if (source && provider !== undefined && !/^postgres(ql)?$/.test(provider)) {
    const database = databases[provider] ?? provider
    throw new ConfigurationError(
      [
        `The application's database is ${database} (${source.file}:${source.line}), and the import needs Postgres. Nothing was written.`,
        'Give the import a Postgres of its own, in a folder of its own:',
        '  mkdir data-import && cd data-import && npm init --yes',
        `  npx @data-import/cli init git --prisma ${newSchemaFolder}`,
        'Without code, with a Postgres that the command brings along: npx @data-import/cli sources add GIT',
      ].join('\n'),
    )
  }
  if (host.kind === 'none' || !isTooOld(prismaVersion)) return
  throw new ConfigurationError(
    [
      `The application has Prisma ${prismaVersion}, and the import needs ${oldestPrisma} or newer. Nothing was written.`,
      `Update it: ${updates[packageManager]}`,
      'What changes with it: https://www.prisma.io/docs/orm/more/upgrade-guides/upgrading-versions/upgrading-to-prisma-6',
    ].join('\n'),
  )
}

/** Whether a version of Prisma is older than the import takes. */
export function isTooOld(prismaVersion: string | undefined): boolean {
  return prismaVersion !== undefined && Number.parseInt(prismaVersion, 10) < oldestPrisma
}
