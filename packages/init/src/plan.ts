import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TableDefinition } from '@data-import/core'
import { requireAgreement } from '@data-import/specification/modules'
import { chooseProviders, isBundled } from './choose-providers.js'
import { chooseSchema } from './choose-schema.js'
import { databaseVariables, schemaOfAddress } from './database-variables.js'
import type { Edit } from './edit.js'
import { entryPoint } from './entry/entry-point.js'
import { environmentFiles } from './environment-files.js'
import { findClient } from './find-client.js'
import { type HostApplication, readHostApplication } from './host-application.js'
import { findHostSchema } from './host-schema.js'
import { isPackage } from './imported-providers.js'
import { leftWiringNotes } from './left-wiring.js'
import { moduleSettings } from './module-settings.js'
import { nextSteps, type Step } from './next-steps.js'
import { type PlannedFile, planFiles, type WantedFile } from './plan-files.js'
import { planModels } from './plan-models.js'
import { readReferenceSchema } from './prisma-schema/reference-schema.js'
import { isTooOld, refuseUnsupported } from './requirements.js'
import { unreadEnvironment } from './unread-environment.js'
import { wiringModule, wiringPath } from './wiring-module.js'

/** What `init` does to an application, and what is left to its people. */
export interface Plan {
  /** Packages. */
  providers: readonly string[]
  schema: string
  files: readonly PlannedFile[]
  /** Changes to files of the application, which `applyEdits` makes; the steps say them too. */
  edits: readonly Edit[]
  /** What to know, beside that. */
  notes: readonly string[]
  steps: readonly Step[]
}

/** What was asked for. */
export interface PlanOptions {
  /**
   * Providers as packages, or `git` and `github` for short. Empty: those among the application's dependencies, else git.
   */
  providers: readonly string[]
  /**
   * Postgres schema of the tables. Undefined: where the import's tables are already; else the one of the application's own,
   * unless it lists schemas or has something of one of the names; else `data`.
   */
  schema?: string | undefined
  /** Append the models to the one schema file instead of writing a second. */
  isIntoSchema: boolean
  /** The Prisma schema, relative to the application's folder; undefined: where Prisma finds it. */
  prisma?: string | undefined
  /** In which the database's address is looked for, before `.env`. */
  env: Readonly<Record<string, string | undefined>>
}

/**
 * Looks at an application and decides, without writing anything.
 * @throws {ConfigurationError} where the application can't take the import as it is.
 */
export async function planInit(folder: string, options: PlanOptions): Promise<Plan> {
  const read = await readHostApplication(folder)
  const host = await findHostSchema(read, options.prisma)
  refuseUnsupported(read, host)
  const { prismaVersion, ...unversioned } = read
  // A new schema has a Prisma of its own: what is found may be that of an application around.
  const application = isTooOld(prismaVersion) ? unversioned : read
  const providers = await chooseProviders(options.providers, application)
  requireAgreement(providers)
  const tables: TableDefinition[] = providers.flatMap(({ provider }) => provider.tables ?? [])
  const variables = await databaseVariables(application, host)
  const set = environmentFiles(folder)
  const home = schemaOfAddress(options.env[variables.url] || set[variables.url])
  const reference = await readReferenceSchema()
  const schema = options.schema ?? (await chooseSchema(folder, host, reference, tables, home))
  const { isIntoSchema } = options
  const planned = await planModels(reference, application, host, tables, { schema, isIntoSchema, home })
  const client = await findClient(application, host)
  const packages = providers.map(({ origin }) => origin)
  const wiring = wiringPath(application)
  const entry = await entryPoint(application, wiring, client)
  const wanted: WantedFile[] = [
    ...planned.files,
    {
      path: wiring,
      text: wiringModule(application, wiring, {
        providers: packages,
        client,
        schema,
        variables,
        models: planned.models,
      }),
      purpose: 'makes the orchestrator',
    },
    { path: entry.path, text: entry.text, purpose: 'runs a pass' },
    {
      path: configurationPath(application),
      text: configurationFile(
        schema,
        packages.filter((name) => !isBundled(name)),
        variables.url,
      ),
      purpose: 'tells the command data-import of this application',
    },
  ]
  const files = await planFiles(folder, wanted)
  const known = new Set(Object.keys(set).filter((name) => set[name]))
  const settings = await moduleSettings(application)
  const edits = [...planned.edits, ...entry.edits, ...settings.edits]
  const steps = nextSteps(withOwnModules(application, packages), {
    ...{ providers, client, host, files, known, urlVariable: variables.url, unread: unreadEnvironment(application) },
    edits,
    entry,
  })
  const left = await leftWiringNotes(folder, wiring, files, packages)
  const notes = [...planned.notes, ...left, ...settings.notes]
  return { providers: packages, schema, files, edits, notes, steps }
}

/** Providers that are modules of the application are not to be installed. */
function withOwnModules(application: HostApplication, origins: readonly string[]): HostApplication {
  const own = origins.filter((origin) => !isPackage(origin)).map((origin) => [origin, ''])
  return { ...application, dependencies: { ...application.dependencies, ...Object.fromEntries(own) } }
}

/** Where an earlier `init` has put it, else with the ending that the application doesn't compile. */
function configurationPath({ folder, ending }: HostApplication): string {
  const [written = ending] = ['.ts', '.mts', '.mjs', '.js', '.cjs'].filter((each) =>
    existsSync(join(folder, `data-import.config${each}`)),
  )
  return `data-import.config${written}`
}

function configurationFile(schema: string, packages: readonly string[], variable: string): string {
  const database =
    variable === 'DATABASE_URL'
      ? ''
      : `  // Variable with the database's address, here or in .env.\n  databaseUrl: '${variable}',\n`
  const list = packages.map((name) => `'${name}'`).join(', ')
  return `/** For the command \`data-import\`, which in this folder uses the application's database. */
const configuration = {
  schema: '${schema}',
  // Packages of providers that don't come with the command.
  providers: [${list}],
${database}}

export default configuration
`
}
