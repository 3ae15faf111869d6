import type { TableDefinition } from '@data-import/core'
import { requireAgreement } from '@data-import/specification/modules'
import { chooseProviders, isBundled } from './choose-providers.js'
import { databaseVariables, schemaOfAddress } from './database-variables.js'
import { entryPoint } from './entry-point.js'
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
import { wiringModule, wiringPath } from './wiring-module.js'

/** What `init` does to an application, and what is left to its people. */
export interface Plan {
  /** Packages. */
  providers: readonly string[]
  schema: string
  files: readonly PlannedFile[]
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
  /** Postgres schema of the tables. */
  schema: string
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
  const application = await readHostApplication(folder)
  const { ending } = application
  const providers = await chooseProviders(options.providers, application)
  const host = await findHostSchema(application, options.prisma)
  requireAgreement(providers)
  const tables: TableDefinition[] = providers.flatMap(({ provider }) => provider.tables ?? [])
  const variables = await databaseVariables(application, host)
  const set = environmentFiles(folder)
  const home = schemaOfAddress(options.env[variables.url] || set[variables.url])
  const planned = await planModels(await readReferenceSchema(), application, host, tables, { ...options, home })
  const client = await findClient(application, host)
  const packages = providers.map(({ origin }) => origin)
  const wiring = wiringPath(application)
  const entry = await entryPoint(application, wiring)
  const wanted: WantedFile[] = [
    ...planned.files,
    {
      path: wiring,
      text: wiringModule(application, wiring, {
        providers: packages,
        client,
        schema: options.schema,
        variables,
        models: planned.models,
      }),
      purpose: 'makes the orchestrator',
    },
    { path: entry.path, text: entry.text, purpose: 'runs a pass' },
    {
      path: `data-import.config${ending}`,
      text: configurationFile(
        options.schema,
        packages.filter((name) => !isBundled(name)),
        variables.url,
      ),
      purpose: 'tells the command data-import of this application',
    },
  ]
  const files = await planFiles(folder, wanted)
  const known = new Set(Object.keys(set).filter((name) => set[name]))
  const settings = await moduleSettings(application)
  const steps = nextSteps(withOwnModules(application, packages), {
    ...{ providers, client, host, files, known, urlVariable: variables.url },
    edits: [...planned.edits, ...entry.edits, ...settings.edits],
    entry,
  })
  const left = await leftWiringNotes(folder, wiring, files, packages)
  const notes = [...planned.notes, ...left, ...settings.notes]
  return { providers: packages, schema: options.schema, files, notes, steps }
}

/** Providers that are modules of the application are not to be installed. */
function withOwnModules(application: HostApplication, origins: readonly string[]): HostApplication {
  const own = origins.filter((origin) => !isPackage(origin)).map((origin) => [origin, ''])
  return { ...application, dependencies: { ...application.dependencies, ...Object.fromEntries(own) } }
}

function configurationFile(schema: string, packages: readonly string[], variable: string): string {
  const database =
    variable === 'DATABASE_URL'
      ? ''
      : `  // Variable with the database's address, here or in .env.\n  databaseUrl: '${variable}',\n`
  const list = packages.map((name) => `'${name}'`).join(', ')
  return `/** For the command \`data-import\`, which in this folder uses the application's database. */
export default {
  schema: '${schema}',
  // Beside those that come with the command.
  providers: [${list}],
${database}}
`
}
