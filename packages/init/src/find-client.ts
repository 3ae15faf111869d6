import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { clientExports } from './client-exports.js'
import type { HostApplication } from './host-application.js'
import type { HostSchema } from './host-schema.js'
import { withSlashes } from './module-path.js'

/** How the application's code gets its Prisma client. */
export type HostClient =
  /** From a module of its own, relative to its folder. */
  | { kind: 'module'; file: string; exportName: string }
  /** A class of NestJS that extends the client and is injected; relative to the application's folder. */
  | { kind: 'service'; file: string; exportName: string }
  /** From the generated code, by making one: a package, or a file relative to the application's folder. */
  | { kind: 'generated'; module: string; isRelative: boolean; hasAdapter: boolean }

const databaseFolders = ['db', 'database', 'prisma']
const sourceFolders = ['', 'lib', 'app', 'app/lib', 'app/utils', 'src', 'src/lib', 'src/utils', 'src/server', 'server']
const folders = sourceFolders.flatMap((folder) => [folder, ...databaseFolders.map((name) => posix.join(folder, name))])
const names = ['db.server', 'prisma.server', 'db', 'prisma', 'client', 'database']
const endings = ['.ts', '.mts', '.js', '.mjs', '.cjs']
const usualExports = /^(db|prisma|client|prismaClient|database)$/

/** The application's own client module where one can be recognised, else the generated client. */
export async function findClient(application: HostApplication, schema: HostSchema): Promise<HostClient> {
  const service = application.framework === 'nest' ? await findService(application.folder) : undefined
  if (service) return service
  for (const folder of folders) {
    // What an index holds, its folder says.
    const isDatabase = databaseFolders.includes(posix.basename(folder))
    for (const name of isDatabase ? [...names, 'index'] : names) {
      for (const ending of endings) {
        const file = posix.join(folder, `${name}${ending}`)
        const text = await readFile(join(application.folder, file), 'utf8').catch(() => '')
        const found = /\bPrismaClient\b/.test(text) ? clientExports(text) : []
        const exportName = found.find((each) => usualExports.test(each)) ?? found[0]
        if (exportName) return { kind: 'module', file, exportName }
      }
    }
  }
  return generatedClient(application, schema)
}

/** `class PrismaService extends PrismaClient`, in a file that is named for it. */
async function findService(folder: string): Promise<HostClient | undefined> {
  const entries = await readdir(join(folder, 'src'), { recursive: true }).catch(() => [])
  const services = entries.map(withSlashes).filter((name) => /(?:prisma|database|db)[\w-]*\.service\.ts$/.test(name))
  for (const name of services.sort((one, other) => one.length - other.length)) {
    const file = posix.join('src', name)
    const text = await readFile(join(folder, file), 'utf8')
    const exportName = /export\s+class\s+(\w+)\s+extends\s+(?:\w+\.)?PrismaClient\b/.exec(text)?.[1]
    if (exportName) return { kind: 'service', file, exportName }
  }
  return undefined
}

function generatedClient(application: HostApplication, schema: HostSchema): HostClient {
  const { prismaVersion = '7', isTypeScript } = application
  const generator = schema.blocks.find(
    ({ kind, body }) => kind === 'generator' && /prisma-client/.test(body.join('\n')),
  )
  const setting = (name: string) =>
    new RegExp(`^\\s*${name}\\s*=\\s*"([^"]+)"`, 'm').exec(generator?.body.join('\n') ?? '')?.[1]
  const isNew = schema.kind === 'none'
  const hasAdapter = Number.parseInt(prismaVersion, 10) >= 7 || setting('engineType') === 'client'
  const output = isNew ? newClientOutput(application) : setting('output')
  if (!output) return { kind: 'generated', module: '@prisma/client', isRelative: false, hasAdapter }
  const base = generator ? posix.dirname(withSlashes(generator.file)) : withSlashes(schema.path)
  // The older generator writes index.js, whatever language the application has.
  const isNewGenerator = isNew ? isTypeScript : setting('provider') === 'prisma-client'
  const file = isNewGenerator ? `client.${setting('generatedFileExtension') ?? 'ts'}` : 'index.js'
  return { kind: 'generated', module: posix.join(base, withSlashes(output), file), isRelative: true, hasAdapter }
}

/**
 * Where a new schema has its client generated, relative to the schema's folder. TypeScript beside the sources of an application would be
 * outside of its compiler's `rootDir`, or move what it writes.
 */
export function newClientOutput({ folder, isTypeScript }: Pick<HostApplication, 'folder' | 'isTypeScript'>): string {
  return isTypeScript && existsSync(join(folder, 'src')) ? '../../src/generated/prisma' : '../../generated/prisma'
}
