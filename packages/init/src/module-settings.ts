import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CompilerOptions, readCompilerOptions } from './compiler-options.js'
import { type Edit, replaceLine } from './edit.js'
import { type HostApplication, isBundled as isBundler } from './host-application.js'

/** What is to change in `tsconfig.json`, and why. */
export interface ModuleSettings {
  notes: readonly string[]
  edits: readonly Edit[]
}

/**
 * The settings with which TypeScript finds no packages at all, or lets a file of CommonJS import no ES module. `node10`
 * (`commonjs`) finds the import by the `types` of its package.json, and Node requires ES modules from 20.19 on.
 */
export async function moduleSettings({
  folder,
  framework,
  isModule,
  dependencies,
}: HostApplication): Promise<ModuleSettings> {
  const name = 'tsconfig.json'
  const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
  const given = await readCompilerOptions(join(folder, name))
  // Projects that are only referred to have files of their own, and TypeScript 6 finds packages where nothing is said.
  const isLeftOpen = given.module === undefined && given.moduleResolution === undefined
  const isElsewhere = isLeftOpen && (/"references"\s*:/.test(text ?? '') || versionOf(dependencies.typescript) >= 6)
  if (text === undefined || isElsewhere) return { notes: [], edits: [] }
  const { module, moduleResolution } = effectiveModules(given)
  const isBlind = moduleResolution === 'classic'
  // Until `nodenext` of TypeScript 5.8, a file of CommonJS may import no ES module, though Node can.
  const isRefused = !isModule && /^node1\d$/.test(module)
  if (!isBlind && !isRefused) return { notes: [], edits: [] }
  const isBundled = isBundler(framework) || module.startsWith('es')
  const wanted = isBundled
    ? { module: module.startsWith('es') ? module : 'esnext', moduleResolution: 'bundler' }
    : { module: 'nodenext', moduleResolution: 'nodenext' }
  const reason = isBlind
    ? `with "moduleResolution": "${moduleResolution}" it looks for no packages, and doesn't find @data-import/core (TS2307)`
    : `with "module": "${module}" a file of CommonJS can't import @data-import/core, an ES module (TS1479)`
  const said = `"module": "${wanted.module}" and "moduleResolution": "${wanted.moduleResolution}"`
  return {
    notes: [
      `TypeScript can't compile the wiring: ${reason}. ${name} is to say ${said}${isBundled ? '' : ', with TypeScript 5.8 or newer'}.`,
    ],
    edits: [
      ...(wanted.module === module ? [] : [settingEdit(name, text, 'module', wanted.module)]),
      settingEdit(name, text, 'moduleResolution', wanted.moduleResolution),
    ],
  }
}

function versionOf(range = ''): number {
  return Number(/\d+/.exec(range)?.[0] ?? 0)
}

/** With what TypeScript 5 takes where nothing is said. */
function effectiveModules({ module, moduleResolution, target = 'es5' }: CompilerOptions): {
  module: string
  moduleResolution: string
} {
  const taken = module ?? (/^es[35]$/.test(target) ? 'commonjs' : 'es2015')
  return { module: taken, moduleResolution: moduleResolution ?? impliedResolution(taken) }
}

function impliedResolution(module: string): string {
  if (/^node\d|^nodenext/.test(module)) return module
  if (module === 'preserve') return 'bundler'
  return module === 'commonjs' ? 'node10' : 'classic'
}

/** Where a line says the setting and nothing else, that line; else a line more. */
function settingEdit(file: string, text: string, setting: string, value: string): Edit {
  const lines = text.split(/\r?\n/)
  const stated = lines.findIndex((line) => new RegExp(`^\\s*"${setting}"\\s*:\\s*"\\w+"\\s*,?\\s*(//.*)?$`).test(line))
  const line = `"${setting}": "${value}"`
  if (stated >= 0) return replaceLine(file, stated + 1, (lines[stated] ?? '').replace(/"\w+"\s*:\s*"\w+"/, line))
  const options = lines.findIndex((each) => each.includes('"compilerOptions"'))
  if (options < 0) return { file, line: 1, change: `add: "compilerOptions": { ${line} }` }
  const isOpen = /\{\s*$/.test(lines[options] ?? '')
  const insertion = isOpen ? { insertion: `    ${line},` } : {}
  return { file, line: options + 1, change: `add to compilerOptions: ${line}`, ...insertion }
}
