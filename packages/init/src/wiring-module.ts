import { existsSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import type { HostClient } from './find-client.js'
import { type HostApplication, isBundled } from './host-application.js'
import { importedProviders, isPackage } from './imported-providers.js'
import { importPath } from './module-path.js'
import type { SelectedModel } from './select-models.js'

/** What the wiring is made of. */
export interface Wiring {
  /** Packages, or modules by a path that begins with `.`, relative to the application's folder. */
  providers: readonly string[]
  client: HostClient
  schema: string
  models: readonly SelectedModel[]
  /** Variables of the environment with the database's address; `direct` goes past a pooler. */
  variables: { url: string; direct?: string }
}

/** Where the module goes. */
export function wiringPath({ folder, framework, moduleEnding }: HostApplication): string {
  const hasSource = existsSync(join(folder, 'src'))
  if (framework === 'react-router') return `app/data-import.server${moduleEnding}`
  if (framework === 'nest') return 'src/data-import/data-import.ts'
  if (framework === 'next') return `${hasSource ? 'src/' : ''}lib/data-import${moduleEnding}`
  return `${hasSource ? 'src/' : ''}data-import${moduleEnding}`
}

/** The module that makes the orchestrator. */
export function wiringModule(application: HostApplication, path: string, wiring: Wiring): string {
  const { providers, client, schema, variables, models } = wiring
  const importOf = (target: string) => importPath(path, target, application.typeScriptEnding)
  const imported = importedProviders(providers, clientName(client))
  const renamed = models.filter(({ original, name, text }) => original !== name && /^model /m.test(text))
  const connection = `process.env.${variables.direct ?? variables.url} ?? ''`
  const isShared = client.kind === 'generated' && client.hasAdapter && !variables.direct
  return [
    "import { createOrchestrator, postgresLock } from '@data-import/core'",
    "import { linkRepositories } from '@data-import/model'",
    ...imported.map(
      ({ name, as }) =>
        `import * as ${as} from '${isPackage(name) ? name : importOf(isAbsolute(name) ? relative(application.folder, name) : name)}'`,
    ),
    ...clientImports(client, importOf),
    '',
    ...(isShared ? [`const connectionString = ${connection}`] : []),
    ...clientStatement(application, client, variables.url, isShared),
    ...(client.kind === 'generated' ? [''] : []),
    ...orchestratorText(application, client, renamed, [
      `  providers: [${imported.map(({ as }) => as).join(', ')}],`,
      isShared
        ? '  lock: postgresLock({ connectionString }),'
        : `  lock: postgresLock({ connectionString: ${connection} }),`,
      ...(schema === 'data' ? [] : [`  schema: '${schema}',`]),
      '  // Builds, deployments and quality projects find the repository that another data source imports.',
      '  afterPass: [linkRepositories],',
      '  // Needed once a data source has a secret: openssl rand -base64 32',
      '  secrets: { encryptionKey: () => process.env.DATA_IMPORT_SECRET_KEY?.split(/[\\s,]+/) },',
    ]),
    '',
  ].join('\n')
}

/** The orchestrator; a function that makes it where the client is injected. */
function orchestratorText(
  { isTypeScript }: HostApplication,
  client: HostClient,
  renamed: readonly SelectedModel[],
  options: readonly string[],
): string[] {
  const proxy = renamed.length > 0 ? aliases(renamed, clientName(client), isTypeScript) : []
  const database = renamed.length > 0 ? '  db: models,' : databaseOption(client)
  if (client.kind !== 'service') {
    const head = [
      '/** Imports what is due: `orchestrator.run()`. */',
      'export const orchestrator = createOrchestrator({',
    ]
    return [...proxy, ...(proxy.length > 0 ? [''] : []), ...head, database, ...options, '})']
  }
  return [
    '/** Imports what is due with the client of the application: `createImport(db).run()`. */',
    `export function createImport(db: ${client.exportName}) {`,
    ...[...proxy.filter(Boolean), 'return createOrchestrator({', database, ...options, '})'].map((line) => `  ${line}`),
    '}',
  ]
}

function clientImports(client: HostClient, importOf: (target: string) => string): string[] {
  if (client.kind === 'service') return [`import type { ${client.exportName} } from '${importOf(client.file)}'`]
  if (client.kind === 'module') {
    const from = importOf(client.file)
    return [
      client.exportName === 'default' ? `import db from '${from}'` : `import { ${client.exportName} } from '${from}'`,
    ]
  }
  const from = client.isRelative ? importOf(client.module) : client.module
  const adapter = client.hasAdapter ? ["import { PrismaPg } from '@prisma/adapter-pg'"] : []
  return [...adapter, `import { PrismaClient } from '${from}'`]
}

function clientStatement(
  { framework, isTypeScript }: HostApplication,
  client: HostClient,
  variable: string,
  isShared: boolean,
): string[] {
  if (client.kind !== 'generated') return []
  const given = isShared ? 'connectionString' : `connectionString: process.env.${variable}`
  const inUtc = `options: '-c timezone=UTC'`
  const made = `new PrismaClient(${client.hasAdapter ? `{ adapter: new PrismaPg({ ${given}, ${inUtc} }) }` : ''})`
  const reason = client.hasAdapter
    ? [
        '// The adapter takes every session for one in UTC. A pooler that refuses `options` wants the zone set on the role instead:',
        `// ALTER ROLE … SET timezone = 'UTC'`,
      ]
    : []
  if (!isBundled(framework)) return [...reason, `const db = ${made}`]
  return [
    ...reason,
    `const kept = globalThis${isTypeScript ? ' as { importClient?: PrismaClient }' : ''}`,
    '/** One client for the whole process: in development every change loads this file again, and each would open a pool. */',
    `const db = kept.importClient ?? ${made}`,
    "if (process.env.NODE_ENV !== 'production') kept.importClient = db",
  ]
}

function clientName(client: HostClient): string {
  return client.kind === 'module' && client.exportName !== 'default' ? client.exportName : 'db'
}

function databaseOption(client: HostClient): string {
  const name = clientName(client)
  return name === 'db' ? '  db,' : `  db: ${name},`
}

/** Providers look for their models by the usual names. */
function aliases(renamed: readonly SelectedModel[], client: string, isTypeScript: boolean): string[] {
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
  return [
    '/** The application has models of its own by these names; the import gets the ones made for it. */',
    `const names = new Map${isTypeScript ? '<string | symbol, string>' : ''}([`,
    ...renamed.map(({ original, name }) => `  ['${lower(original)}', '${lower(name)}'],`),
    '])',
    `const models = new Proxy(${client}, { get: (target, name) => Reflect.get(target, names.get(name) ?? name) })`,
  ]
}

/** How a module of the application imports the orchestrator; both are paths relative to its folder. */
export function orchestratorImport(from: string, wiring: string, { typeScriptEnding }: HostApplication): string {
  return ['import', '{ orchestrator }', 'from', `'${importPath(from, wiring, typeScriptEnding)}'`].join(' ')
}
