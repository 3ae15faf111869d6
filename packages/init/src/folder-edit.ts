import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Edit, replaceLine } from './edit.js'
import type { HostApplication } from './host-application.js'
import { fragmentFolder, type HostSchema } from './host-schema.js'
import { withSlashes } from './module-path.js'

/** How Prisma is told of a second schema file: it takes a folder in place of the one file. */
export function folderEdit(
  host: HostSchema,
  { folder: application, prismaVersion = '7' }: HostApplication,
): Edit | undefined {
  if (host.kind !== 'file') return undefined
  const folder = withSlashes(fragmentFolder(host))
  if (host.setting) {
    const { file, line, text } = host.setting
    const named = withSlashes(relative(dirname(file), folder)) || '.'
    const said = linesOf(join(application, file))[line - 1] ?? text
    return replaceLine(file, line, said.replace(/(["'`])[^"'`]*\.prisma\1/, `$1${named}$1`))
  }
  if (host.configFile) return configurationEdit(application, host.configFile, folder)
  // Prisma 7 has prisma.config.ts; 6 without it reads this, and .env.
  if (Number.parseInt(prismaVersion, 10) >= 7) return undefined
  return manifestEdit(linesOf(join(application, 'package.json')), folder)
}

function configurationEdit(application: string, file: string, folder: string): Edit {
  const named = withSlashes(relative(dirname(file), folder)) || '.'
  const text = `schema: '${named}',`
  const lines = linesOf(join(application, file))
  const start = lines.findIndex((line) => /\bdefineConfig\s*\(\s*\{|\bexport\s+default\s*\{/.test(line))
  const stated = lines[start]
  if (stated === undefined) return { file, line: 1, change: `add to the configuration: ${text}` }
  if (/\{\s*$/.test(stated))
    return { file, line: start + 1, change: `add to the configuration: ${text}`, insertion: `  ${text}` }
  return replaceLine(file, start + 1, stated.replace(/((?:defineConfig\s*\(|export\s+default)\s*\{)/, `$1 ${text}`))
}

/** Where package.json says something of Prisma already, what is said is kept: a key that is there twice loses one. */
function manifestEdit(lines: readonly string[], folder: string): Edit {
  const file = 'package.json'
  const schema = `"schema": "${folder}"`
  const stated = lines.findIndex((line) => /"prisma"\s*:\s*\{/.test(line))
  const line = lines[stated]
  if (line !== undefined) {
    if (/\{\s*$/.test(line)) {
      const isEmpty = /^\s*\}/.test(lines[stated + 1] ?? '')
      const text = `${schema}${isEmpty ? '' : ','}`
      return { file, line: stated + 1, change: `add to "prisma": ${text}`, insertion: `    ${text}` }
    }
    const isEmpty = /"prisma"\s*:\s*\{\s*\}/.test(line)
    return replaceLine(file, stated + 1, line.replace(/("prisma"\s*:\s*\{)\s*/, `$1 ${schema}${isEmpty ? ' ' : ', '}`))
  }
  const text = `"prisma": { ${schema} }`
  const first = lines.findIndex((each) => each.includes('{'))
  const opening = lines[first] ?? ''
  if (/\{\s*$/.test(opening)) return { file, line: first + 1, change: `add: ${text}`, insertion: `  ${text},` }
  return { file, line: 1, change: `add: ${text}`, replacement: opening.replace(/\{\s*/, `{ ${text}, `) }
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split(/\r?\n/)
}
