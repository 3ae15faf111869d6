import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { Pool } from 'pg'
import { createEngineAdapter } from './create-engine-adapter.js'
import { FixedClient } from './fixed-client.js'
import { settingsFor } from './fixed-settings.js'

/** Everything in the database counts. */
export const noFilters: bindings.SchemaFilter = { externalTables: [], externalEnums: [] }

let instantiated: Promise<void> | undefined

/** Prisma's own schema engine, as the WebAssembly build that needs no download. */
export async function withSchemaEngine<R>(
  connectionString: string,
  work: (engine: bindings.SchemaEngine) => Promise<R>,
): Promise<R> {
  instantiated ??= instantiate()
  await instantiated
  // The engine doesn't close what it opened, so the pool is ours.
  const settings = await settingsFor(connectionString)
  const config = { connectionString, max: 2, application_name: 'data-import migrate', Client: FixedClient, settings }
  const pool = new Pool(config)
  pool.on('error', () => undefined)
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(createEngineAdapter(pool))
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    await pool.end()
  }
}

async function instantiate(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = await WebAssembly.compile(await readFile(join(dirname(entry), 'schema_engine_bg.wasm')))
  // The package is built for bundlers, which would link this import; Node 20 doesn't without a flag.
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': importsOf(bindings) })
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
}

/** The engine never clears the timer of its lock, which would keep a process that is done for 10 s: so no timer does. */
function importsOf(functions: object): WebAssembly.ModuleImports {
  const timers = Object.keys(functions)
    .filter((name) => name.startsWith('__wbg_setTimeout_'))
    .map((name) => [name, (work: () => void, delayMs: number) => setTimeout(work, delayMs >>> 0).unref()])
  return { ...functions, ...Object.fromEntries(timers) }
}
