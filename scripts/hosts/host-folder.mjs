import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const person = ['-c', 'user.name=Ada Example', '-c', 'user.email=ada@acme.example', '-c', 'commit.gpgsign=false']
const git = (folder, ...parameters) => execFileSync('git', parameters, { cwd: folder, encoding: 'utf8' })

const ignored = [
  'node_modules',
  'dist',
  'build',
  'public/build',
  'generated',
  '.env',
  '.data-import',
  '.next',
  '.react-router',
]
  .concat(['next-env.d.ts', '*.tsbuildinfo', ''])
  .join('\n')

/** Whether the application has Prisma before the import comes. */
export const hasPrisma = ({ devDependencies }) => 'prisma' in devDependencies

/** Writes an application as it is before the import. */
export function writeHost(folder, { type, dependencies, devDependencies, scripts, files }, overrides) {
  const manifest = { name: 'host', private: true, type, scripts, dependencies, devDependencies, overrides }
  for (const [file, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest, undefined, 2) })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${text.trimEnd()}\n`)
  }
  writeFileSync(join(folder, '.gitignore'), ignored)
}

/** Notes in package.json what a line such as `npm install --save-dev NAME@VERSION` would, ours by their tarballs. */
export function addPackages(folder, line, tarballs) {
  const file = join(folder, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  const kind = line.includes('--save-dev') ? 'devDependencies' : 'dependencies'
  for (const word of line.split(' ').slice(2)) {
    const [, name, version = '*'] = /^(@?[^@]+)(?:@(.+))?$/.exec(word) ?? []
    if (!name || word.startsWith('--')) continue
    const tarball = tarballs.get(name)
    manifest[kind] = { ...manifest[kind], [name]: tarball ? `file:${tarball}` : version }
  }
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`)
}

/** Remembers an application's files, so that {@link changedFiles} can tell what was changed. */
export function rememberFiles(folder) {
  git(folder, 'init', '--quiet')
  git(folder, 'add', '--all')
  git(folder, ...person, 'commit', '--quiet', '--message', 'Before the import')
}

/** The files that were changed or came into being, package.json's lock file apart: npm writes it. */
export function changedFiles(folder) {
  const lines = git(folder, 'status', '--porcelain', '--untracked-files=all').split('\n').filter(Boolean)
  return lines.map((line) => line.slice(3)).filter((file) => file !== 'package-lock.json')
}
