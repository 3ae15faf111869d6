import { resolve } from 'node:path'
import { createRedactor } from '@data-import/core'
import type { Command } from 'commander'
import picocolors from 'picocolors'
import { type FolderConfiguration, readConfigurationFile } from '../application/configuration-file.js'
import { environmentFiles } from '../application/with-environment-files.js'
import { type DatabaseLocation, databaseLocation, requireApplicationDatabase } from '../database/database-location.js'
import { type Database, openDatabase } from '../database/open-database.js'
import { ownTables } from '../database/provider-tables.js'
import { schemaName } from '../database/schema-name.js'
import { safeText } from '../output/safe-text.js'
import { toJson } from '../output/to-json.js'
import { describeProviders, type ProviderDescription } from '../providers/describe-providers.js'
import { loadProviders } from '../providers/load-providers.js'
import type { LoadedProvider } from '../providers/provider-module.js'
import { secretKeyPath } from '../secrets/secret-key-file.js'
import { environmentKeys, loadSecretKeys, type SecretKeys } from '../secrets/secret-keys.js'
import type { ExitCode } from '../terminal/exit-code.js'
import type { Terminal } from '../terminal/terminal.js'
import type { GlobalOptions } from './global-options.js'

type Colors = ReturnType<typeof picocolors.createColors>

/** What a command works with. */
export interface CommandScope {
  terminal: Terminal
  options: GlobalOptions
  colors: Colors
  /** Cells that a line may take; unlimited where the output is no terminal. */
  width: number
  location: DatabaseLocation
  /** Postgres schema of the tables. */
  schema: string
  /** What the application of this folder says; undefined where it is no application's. */
  application?: FolderConfiguration
  /** One JSON document on stdout. */
  writeJson(value: unknown): void
  write(text: string): void
  /** One line on stderr. */
  notice(text: string): void
  /** Opens the database for the time of the work. The embedded one gets the tables of the providers that were loaded. */
  withDatabase<R>(work: (database: Database) => Promise<R>): Promise<R>
  /** Folder of the embedded database, and of the key for secrets. */
  secretsDirectory: string
  secretKeyPath: string
  /** Keys for the secrets of data sources, which are hidden from now on; undefined where there are none yet. */
  loadSecretKeys(): Promise<SecretKeys | undefined>
  /** From now on these are masked in whatever is written. */
  hide(secrets: readonly string[]): void
  loadProviders(): Promise<LoadedProvider[]>
  describeProviders(): Promise<ProviderDescription[]>
}

/** The body of a command. */
export type CommandBody<Options, Arguments extends unknown[]> = (
  scope: CommandScope,
  options: Options,
  ...values: Arguments
) => Promise<ExitCode>

/** Adds commands to a program; each sets the exit code by `finish`. */
export type AddCommand = (parent: Command, terminal: Terminal, finish: (code: ExitCode) => void) => void

/**
 * Turns a body into an action of commander.
 *
 * @param count how many arguments the command takes
 */
export function action<Options, Arguments extends unknown[]>(
  terminal: Terminal,
  finish: (code: ExitCode) => void,
  body: CommandBody<Options, Arguments>,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command
    const values = given.slice(0, -2) as Arguments
    const folder = await readConfigurationFile(terminal.cwd)
    takeDatabase(command, terminal, folder)
    const options = command.optsWithGlobals<GlobalOptions & Options>()
    const isEmbedded = command.getOptionValueSourceWithGlobals('directory') !== 'default'
    finish(await body(createScope(terminal, options, folder, isEmbedded), options, ...values))
  }
}

/** The address in the variable that the application names becomes the option, so that its password is hidden as well. */
function takeDatabase(command: Command, { env, cwd }: Terminal, application: FolderConfiguration | undefined) {
  const variable = application?.databaseUrl
  if (variable === undefined || command.getOptionValueSourceWithGlobals('databaseUrl') !== undefined) return
  let program = command
  while (program.parent) program = program.parent
  const address = env[variable] || environmentFiles(cwd)[variable]
  if (address) program.setOptionValueWithSource('databaseUrl', address, 'config')
}

/** @param isEmbedded whether the embedded database was asked for by its folder */
function createScope(
  terminal: Terminal,
  options: GlobalOptions,
  folder: FolderConfiguration | undefined,
  isEmbedded: boolean,
): CommandScope {
  const { stdout, stderr, env, cwd } = terminal
  const isColored = options.color && !env.NO_COLOR && stdout.isTTY
  const notice = (text: string) => stderr.write(`${safeText(createRedactor([]).text(text))}\n`)
  const secretsDirectory = resolve(cwd, options.directory)
  const application = folder?.isEmbedded ? undefined : folder
  const location = databaseLocation(options, folder?.isEmbedded ? { env: {}, cwd } : terminal, application?.databaseUrl)
  const schema = schemaName(options.schema, env.DATA_IMPORT_SCHEMA, application?.schema)
  let loading: Promise<LoadedProvider[]> | undefined
  const load = () => {
    loading ??= loadProviders({ ...options, provider: packagesOf(options, folder) }, cwd)
    return loading
  }
  const hide = (secrets: readonly string[]) => terminal.hide?.(secrets)
  // Before any module of a provider is loaded, which may print its environment.
  hide(environmentKeys(env))
  return {
    terminal,
    options,
    location,
    schema,
    ...(application ? { application } : {}),
    colors: picocolors.createColors(isColored),
    width: stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY,
    writeJson: (value) => stdout.write(toJson(value)),
    write: (text) => stdout.write(text),
    notice,
    async withDatabase(work) {
      if (application && !isEmbedded) requireApplicationDatabase(location, application)
      const tables = loading ? await ownTables(await loading) : []
      const database = await openDatabase(
        location,
        { schema, tables, isApplication: application !== undefined },
        notice,
      )
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
    secretsDirectory,
    secretKeyPath: secretKeyPath(secretsDirectory),
    async loadSecretKeys() {
      const secretKeys = await loadSecretKeys(env, secretsDirectory, notice)
      hide(secretKeys?.keys ?? [])
      return secretKeys
    },
    hide,
    loadProviders: load,
    describeProviders: async () => describeProviders(await load()),
  }
}

function packagesOf({ provider = [] }: GlobalOptions, folder: FolderConfiguration | undefined): string[] {
  return [...new Set([...(folder?.providers ?? []), ...provider])]
}
