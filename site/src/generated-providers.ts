import { join } from 'node:path'
import { canonicalTables } from '@data-import/model'
import { providerOf } from '@data-import/specification/modules'
import { bundledModules } from '../../packages/cli/src/providers/bundled-modules.js'
import { root } from './paths.js'
import { writeIfChanged } from './write-if-changed.js'

/** Where the command line reads what its providers declare. */
export const descriptionsFile = 'packages/cli/src/providers/bundled-providers.json'

/**
 * What the providers that come with the command line declare, so that it needs no code of theirs to know it.
 * @throws {Error} for a table of a provider's own, which the file can't describe.
 */
export async function generatedProviders(): Promise<string> {
  const descriptions: string[] = []
  for (const [origin, load] of bundledModules) {
    const { scripts, configuration = [], tables = [] } = providerOf(await load(), origin).provider
    const own = tables.find((table) => !canonicalTables.includes(table))
    if (own) throw new Error(`${origin} declares ${own.name}, which is no table of @data-import/model.`)
    const declared = scripts.map(({ run: _run, ...rest }) => rest)
    const fields = { scripts: declared, configuration, tables: tables.map(({ name }) => name) }
    const lists = Object.entries(fields).map(([field, values]) => `    ${JSON.stringify(field)}: ${lines(values)}`)
    descriptions.push(`  {\n    "origin": ${JSON.stringify(origin)},\n${lists.join(',\n')}\n  }`)
  }
  return `[\n${descriptions.join(',\n')}\n]\n`
}

/** Writes them. */
export async function writeGeneratedProviders(): Promise<void> {
  writeIfChanged(join(root, descriptionsFile), await generatedProviders())
}

function lines(values: readonly unknown[]): string {
  return `[\n${values.map((value) => `      ${JSON.stringify(value)}`).join(',\n')}\n    ]`
}
