import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { HostApplication } from './host-application.js'
import type { HostSchema } from './host-schema.js'

/** How the application's code gets its Prisma client. */
export type HostClient =
  /** From a module of its own. */
  | { kind: 'module'; file: string; exportName: string }
  /** From the generated code, by making one. */
  | { kind: 'generated'; module: string; isRelative: boolean; hasAdapter: boolean }

const folders = [
  '',
  'lib',
  'app',
  'app/lib',
  'app/utils',
  'src',
  'src/lib',
  'src/utils',
  'src/server',
  'src/db',
  'server',
]
const names = ['db.server', 'prisma.server', 'db', 'prisma', 'client', 'database', 'index']
const endings = ['.ts', '.js', '.mjs']

/** The application's own client module where one can be recognised, else the generated client. */
export async function findClient(application: HostApplication, schema: HostSchema): Promise<HostClient> {
  for (const folder of folders) {
    for (const name of names) {
      for (const ending of endings) {
        const file = join(folder, `${name}${ending}`)
        const text = await readFile(join(application.folder, file), 'utf8').catch(() => '')
        const exportName = /\bPrismaClient\b/.test(text) ? clientExport(text) : undefined
        if (exportName) return { kind: 'module', file, exportName }
      }
    }
  }
  return generatedClient(application, schema)
}

function clientExport(text: string): string | undefined {
  const declared = [...text.matchAll(/export\s+(?:const|let|var)\s+(\w+)/g)].map(([, name = '']) => name)
  const listed = [...text.matchAll(/export\s*\{([^}]*)\}(?!\s*from)/g)].flatMap(([, list = '']) =>
    list.split(',').map(
      (each) =>
        each
          .trim()
          .split(/\s+as\s+/)
          .pop() ?? '',
    ),
  )
  const found = [...declared, ...listed].find((name) => /^(db|prisma|client|prismaClient|database)$/.test(name))
  return found ?? (/export\s+default\s+(?!function|class)\w/.test(text) ? 'default' : undefined)
}

function generatedClient({ prismaVersion = '7', isTypeScript }: HostApplication, schema: HostSchema): HostClient {
  const generator = schema.blocks.find(
    ({ kind, body }) => kind === 'generator' && /prisma-client/.test(body.join('\n')),
  )
  const setting = (name: string) =>
    new RegExp(`^\\s*${name}\\s*=\\s*"([^"]+)"`, 'm').exec(generator?.body.join('\n') ?? '')?.[1]
  const isNew = schema.kind === 'none'
  const hasAdapter = Number.parseInt(prismaVersion, 10) >= 7 || setting('engineType') === 'client'
  const output = isNew ? newClientOutput : setting('output')
  if (!output) return { kind: 'generated', module: '@prisma/client', isRelative: false, hasAdapter }
  const base = generator ? dirname(generator.file) : schema.path
  const isNewGenerator = isNew ? isTypeScript : setting('provider') === 'prisma-client'
  const module = join(base, output, isNewGenerator ? 'client' : 'index')
  return { kind: 'generated', module, isRelative: true, hasAdapter }
}

/** Where a schema that is made anew has its client generated, relative to the schema's folder. */
export const newClientOutput = '../../generated/prisma'
