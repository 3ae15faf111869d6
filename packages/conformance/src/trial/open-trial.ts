import { randomUUID } from 'node:crypto'
import type { DatabaseClient } from '@data-import/core'
import { ConfigurationError, type Provider, type TableDefinition } from '@data-import/core/provider'
import type { RuleServer } from '../database/choose-server.js'
import type { ConformanceClient } from '../database/conformance-client.js'
import { createDatabase } from '../database/create-database.js'
import { createRawClient } from '../database/raw-client.js'
import type { ConformanceOptions, OpenRequest, OutsideSystem } from '../options.js'
import { type FaultProxy, startProxy } from '../proxy/start-proxy.js'
import { insertDataSource } from './insert-data-source.js'
import { type Naming, type Rows, readRows } from './rows.js'
import { type PassOptions, type PassReport, runWatched } from './run-watched.js'

const shortestSecret = 8

/** A data source that imports the outside system of a trial. */
export interface Source {
  id: string
  pass(options?: PassOptions): Promise<PassReport>
  rows(): Promise<Rows>
}

/** An outside system and a database that imports it. */
export interface Trial {
  system: OutsideSystem
  /** Absent where the outside system isn't reached over HTTP. */
  proxy: FaultProxy | undefined
  db: ConformanceClient
  /** Address of the database. */
  url: string
  /** What the data sources are configured with. */
  env: Readonly<Record<string, string>>
  /** Values of `env` that the provider declares secret. */
  secrets: readonly string[]
  naming: Naming
  addSource(): Promise<Source>
  close(): Promise<void>
}

/** @throws what `open` and `createClient` throw; nothing stays open then. */
export async function openTrial(
  options: ConformanceOptions<DatabaseClient>,
  server: RuleServer,
  request: OpenRequest,
  fail: (seen: string, advice: string) => never,
): Promise<Trial> {
  const { provider, createClient = createRawClient } = options
  const tables = provider.tables ?? fail('the provider exports no `tables`', 'Export the tables that the scripts write')
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of [...closing].reverse()) await Promise.allSettled([end()])
  }
  try {
    const database = await createDatabase(server, tables)
    closing.push(database.remove)
    const client = createClient(database.url)
    // Bookkeeping and comparisons read raw rows, whatever the scripts' client makes of them.
    const db = createRawClient(database.url)
    closing.push(
      async () => client.$disconnect?.(),
      async () => db.$disconnect?.(),
    )
    const system = await options.open(request)
    closing.push(async () => system.close())
    const proxy = await openProxy(system)
    if (proxy) closing.push(proxy.close)
    const notCompared = columnsOf(tables, options.notCompared)
    return trialOf(provider, tables, notCompared, { client, db, url: database.url }, system, proxy, close)
  } catch (error) {
    await close()
    throw error
  }
}

/** @throws {ConfigurationError} for a table or a field that the provider doesn't declare. */
function columnsOf(
  tables: readonly TableDefinition[],
  given: ConformanceOptions['notCompared'] = {},
): Naming['notCompared'] {
  return new Map(
    Object.entries(given).map(([name, fields]) => {
      const table = tables.find((one) => one.name === name)
      const columns = fields.map((field) => table?.columns[field]?.column)
      const unknown = fields[columns.indexOf(undefined)]
      if (unknown !== undefined) {
        throw new ConfigurationError(`notCompared: the provider's tables have no ${name}.${unknown}.`)
      }
      return [name, new Set(columns.filter((column) => column !== undefined))]
    }),
  )
}

async function openProxy({ addressKey, env }: OutsideSystem): Promise<FaultProxy | undefined> {
  return addressKey === undefined ? undefined : startProxy(env[addressKey] ?? '', addressKey)
}

function trialOf(
  provider: Provider<DatabaseClient>,
  tables: readonly TableDefinition[],
  notCompared: Naming['notCompared'],
  { client, db, url }: { client: ConformanceClient; db: ConformanceClient; url: string },
  system: OutsideSystem,
  proxy: FaultProxy | undefined,
  close: () => Promise<void>,
): Trial {
  const { addressKey } = system
  const env = { ...system.env, ...(proxy && addressKey !== undefined && { [addressKey]: proxy.address }) }
  const configuration = provider.configuration ?? []
  const isSecret = (key: string) => configuration.some((one) => one.key === key && one.isSecret === true)
  const secrets = Object.entries(system.env).flatMap(([key, value]) => (isSecret(key) ? [value] : []))
  if (secrets.some((secret) => secret.length < shortestSecret)) {
    throw new ConfigurationError(
      `open: give secrets of at least ${shortestSecret} characters, so that they are told apart.`,
    )
  }
  const ends = new Set<number>()
  const naming = { ids: new Map<string, string>(), ends, origins: proxy ? [proxy.origin] : [], notCompared }
  const watch = {
    onId: (id: string, of: string) => void naming.ids.set(id, of),
    onEnd: (endDate: Date) => void ends.add(endDate.getTime()),
  }
  return {
    ...{ system, proxy, db, url, env, secrets, naming, close },
    async addSource() {
      const dataSourceName = provider.scripts[0]?.dataSourceName ?? ''
      const id = randomUUID()
      await insertDataSource(db, { id, provider: dataSourceName, env, isSecret })
      return {
        id,
        pass: (how) => runWatched(provider, { client, url }, id, watch, how),
        rows: () => readRows(db, tables, id, naming),
      }
    },
  }
}
