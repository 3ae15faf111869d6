import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HostApplication, isBundled } from './host-application.js'

const places = ['main', 'app.module', 'server', 'app', 'index'].flatMap((name) =>
  ['src/', 'server/', ''].flatMap((folder) => ['.ts', '.mts', '.js', '.mjs', '.cjs'].map((end) => folder + name + end)),
)

/**
 * What to do where nothing in an application with a server reads `.env`: its variables would not be set there. Frameworks with a
 * bundler read that file themselves, and a job is started with it.
 */
export function unreadEnvironment({
  folder,
  framework,
  scripts,
  dependencies,
  packageManager,
}: HostApplication): string[] {
  if (framework === 'none' || isBundled(framework)) return []
  const found = places.map((file) => ({ file, text: read(join(folder, file)) })).filter(({ text }) => text !== '')
  const texts = [...Object.values(scripts), ...found.map(({ text }) => text)]
  const [first] = found
  if (!first || texts.some((text) => /dotenv|env-file|env-cmd|loadEnvFile|ConfigModule/.test(text))) return []
  const isRequired = /\.c?js$/.test(first.file) && !/^\s*import\s/m.test(first.text)
  const line = isRequired ? "require('dotenv/config')" : "import 'dotenv/config'"
  const install =
    'dotenv' in dependencies ? '' : `${packageManager === 'npm' ? 'npm install' : `${packageManager} add`} dotenv, and `
  return [`(nothing in this application seems to read .env: ${install}begin ${first.file} with ${line})`]
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
