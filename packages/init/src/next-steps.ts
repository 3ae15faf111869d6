import type { ConfigurationKey } from '@data-import/core'
import type { LoadedProvider } from '@data-import/specification/modules'
import type { Edit } from './edit.js'
import type { EntryPoint } from './entry/entry-point.js'
import type { HostClient } from './find-client.js'
import type { HostApplication, PackageManager } from './host-application.js'
import type { HostSchema } from './host-schema.js'
import type { PlannedFile } from './plan-files.js'

/** Something for the application's people to do. */
export interface Step {
  /** Why. */
  title: string
  /** Edits as `file:line what to change`, or commands. */
  lines: readonly string[]
}

const managers: Readonly<Record<PackageManager, { add: string; addForDevelopment: string; run: string }>> = {
  npm: { add: 'npm install', addForDevelopment: 'npm install --save-dev', run: 'npx' },
  pnpm: { add: 'pnpm add', addForDevelopment: 'pnpm add --save-dev', run: 'pnpm exec' },
  yarn: { add: 'yarn add', addForDevelopment: 'yarn add --dev', run: 'yarn' },
  bun: { add: 'bun add', addForDevelopment: 'bun add --dev', run: 'bunx' },
}

/** What there is to do, in order. */
export function nextSteps(
  application: HostApplication,
  plan: {
    providers: readonly LoadedProvider[]
    client: HostClient
    host: HostSchema
    edits: readonly Edit[]
    entry: EntryPoint
    files: readonly PlannedFile[]
    /** Variables that .env sets. */
    known: ReadonlySet<string>
    urlVariable: string
    /** What to do where the application doesn't read .env. */
    unread: readonly string[]
  },
): Step[] {
  const { edits, entry, host, providers } = plan
  const { run } = managers[application.packageManager]
  const named = host.isGiven ? ` --schema ${host.path}` : ''
  return [
    { title: 'Install', lines: installCommands(application, plan) },
    { title: changeTitle, lines: changeLines(edits) },
    { title: 'Set in .env and where the application runs', lines: [...variables(plan), ...plan.unread] },
    {
      title: 'Make the tables',
      lines: [`${run} prisma migrate dev --name data_import${named}`, `${run} prisma generate${named}`],
    },
    {
      title: 'Add a data source',
      lines: providers.flatMap(({ provider }) => addCommands(provider, `${run} data-import sources add`)),
    },
    {
      title: 'Import',
      lines: [
        ...entry.start.map((line) => (line.startsWith('tsx ') ? `${run} ${line}` : line)),
        `${run} data-import status`,
      ],
    },
  ].filter(({ lines }) => lines.length > 0)
}

/** Title of the step that edits files of the application. */
export const changeTitle = 'Change'

/** Edits as people read them. */
export function changeLines(edits: readonly Edit[]): string[] {
  return edits.map(({ file, line, change }) => `${file}:${line} ${change}`)
}

function variables({ entry, urlVariable, known }: Parameters<typeof nextSteps>[1]): string[] {
  const wanted: [name: string, about: string][] = [
    [urlVariable, 'the database: postgresql://user:password@host:5432/database'],
    ['DATA_IMPORT_SECRET_KEY', 'encrypts secrets of data sources; make one: openssl rand -base64 32'],
    ...entry.needs.map((name): [string, string] => [name, 'what the scheduler sends; make one: openssl rand -hex 32']),
  ]
  return wanted.filter(([name]) => !known.has(name)).map(([name, about]) => `${name}=  (${about})`)
}

function installCommands(
  application: HostApplication,
  { providers, client, files, entry }: Parameters<typeof nextSteps>[1],
): string[] {
  const { dependencies, packageManager, prismaVersion } = application
  const { add, addForDevelopment } = managers[packageManager]
  const version = prismaVersion ? `@${prismaVersion}` : '@7'
  const isGenerated = client.kind === 'generated'
  // What is left as it is has its packages.
  const isConfigured = files.some(({ path, action }) => /^prisma\.config\./.test(path) && action !== 'leave')
  const wanted = [
    ...['@data-import/core', '@data-import/model'],
    ...providers.map(({ origin }) => origin),
    ...(isGenerated && client.hasAdapter ? [`@prisma/adapter-pg${version}`] : []),
    ...(isGenerated ? [`@prisma/client${version}`] : []),
  ]
  const forDevelopment = [
    '@data-import/cli',
    ...(isConfigured || prismaVersion === undefined ? [`prisma${version}`] : []),
    ...(isConfigured ? ['dotenv'] : []),
    ...(entry.start.some((line) => line.startsWith('tsx ')) ? ['tsx'] : []),
  ]
  const missing = (names: readonly string[]) =>
    names.filter((name) => !(name.replace(/(?<=.)@.*$/, '') in dependencies))
  return [[add, missing(wanted)] as const, [addForDevelopment, missing(forDevelopment)] as const].flatMap(
    ([command, names]) => (names.length > 0 ? [`${command} ${names.join(' ')}`] : []),
  )
}

/** One command for each name of a data source's provider, with the keys that it can't do without. */
function addCommands({ scripts, configuration = [] }: LoadedProvider['provider'], command: string): string[] {
  const names = [...new Set(scripts.map(({ dataSourceName }) => dataSourceName))]
  // Secrets are asked for, so that they are in no history of commands.
  const settings = neededKeys(configuration).flatMap(({ key, isSecret }) => (isSecret ? [] : [` --set ${key}=…`]))
  return names.map((name) => `${command} ${name} --name …${settings.join('')}  (asks for what you leave out)`)
}

function neededKeys(configuration: readonly ConfigurationKey[]): ConfigurationKey[] {
  const groups = new Set<string>()
  return configuration.filter(({ isRequired, oneOf }) => {
    if (isRequired) return true
    if (oneOf === undefined || groups.has(oneOf)) return false
    groups.add(oneOf)
    return true
  })
}
