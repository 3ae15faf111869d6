import { execFile, execFileSync } from 'node:child_process'
import { mkdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import type { Plan } from './plan.js'
import { type CommandResult, createWorkspace } from './workspace.fixture.js'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const modules = fileURLToPath(new URL('../node_modules', import.meta.url))

/** An application in a temporary folder, with the packages that it would have installed. */
export interface Host {
  path: string
  read(file: string): Promise<string>
  write(file: string, text: string): Promise<void>
  /** Runs data-import in it. */
  command(...argv: string[]): Promise<CommandResult>
  init(...argv: string[]): Promise<Plan>
  /** Does what the plan leaves to people: each edit at its line. */
  applyEdits(plan: Plan): Promise<void>
  /** Runs Prisma of its version: what it says. Fails where Prisma does. */
  prisma(...argv: string[]): Promise<string>
  /** Runs a file in a process of its own, TypeScript by tsx: what it prints. */
  start(file: string): Promise<{ code: number; printed: string }>
  /** Makes a git repository with one commit in a folder of it: the path. */
  repository(name: string): string
  /** Compile errors of files, as `tsc` words them, with the settings of the application where it has some. */
  compile(...files: string[]): Promise<string[]>
  remove(): Promise<void>
}

/** @param prismaVersion major version that the application uses */
export async function createHost(
  prismaVersion: 6 | 7,
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Host> {
  const workspace = await createWorkspace({ ...env })
  const path = await realpath(workspace.path)
  const suffix = prismaVersion === 6 ? '-6' : ''
  await link(path, 'prisma', `prisma${suffix}`)
  await link(path, '@prisma/client', `@prisma/client${suffix}`)
  await link(path, '@prisma/adapter-pg', `@prisma/adapter-pg${suffix}`)
  if (prismaVersion === 7) await linkRuntime(path)
  for (const name of ['core', 'model', 'provider-git', 'provider-jenkins'])
    await link(path, `@data-import/${name}`, `@data-import/${name}`)
  await link(path, 'dotenv', 'dotenv')
  for (const [file, text] of Object.entries(files)) await workspace.write(file, text)
  const inHost = { cwd: path, env: { ...process.env, ...env, ...offline, NODE_OPTIONS: '' } }
  return {
    path,
    read: (file) => readFile(join(path, file), 'utf8'),
    write: (file, text) => workspace.write(file, text),
    command: (...argv) => workspace.run(argv),
    async init(...argv) {
      const result = await workspace.run(['init', ...argv, '--json'])
      if (result.code !== 0) throw new Error(result.stderr)
      return result.json<Plan>()
    },
    applyEdits: (plan) => applyEdits(path, plan),
    async prisma(...argv) {
      const { stdout, stderr } = await execute(
        process.execPath,
        ['node_modules/prisma/build/index.js', ...argv],
        inHost,
      )
      return stdout + stderr
    },
    async start(file) {
      const tsx = join(modules, 'tsx/dist/cli.mjs')
      const argv = file.endsWith('.ts') ? [tsx, file] : [file]
      const { code = 0, ...said } = (await execute(process.execPath, argv, inHost).catch(
        (error: { code: number; stdout: string; stderr: string }) => error,
      )) as { code?: number; stdout: string; stderr: string }
      return { code, printed: said.stdout + said.stderr }
    },
    repository(name) {
      const folder = join(path, name)
      const identity = ['-c', 'user.name=Ada Example', '-c', 'user.email=ada@acme.example']
      execFileSync('git', ['init', '--quiet', '--initial-branch=main', folder])
      execFileSync('git', [...identity, 'commit', '--quiet', '--allow-empty', '--message', 'Begin'], { cwd: folder })
      return folder
    },
    compile: async (...names) => compileErrors(path, names),
    remove: () => rm(path, { recursive: true }),
  }
}

/** Prisma would download engines that it doesn't use here; any executable file will do in their place. */
const offline = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: 'true',
  CHECKPOINT_DISABLE: '1',
}

async function link(folder: string, name: string, installed: string): Promise<void> {
  const target = join(folder, 'node_modules', name)
  await mkdir(dirname(target), { recursive: true })
  await symlink(await realpath(join(modules, installed)), target)
}

/** What a generated client requires from its own folder, where npm would have put it. */
async function linkRuntime(folder: string): Promise<void> {
  const client = await realpath(join(modules, '@prisma/client'))
  await symlink(
    join(dirname(client), 'client-runtime-utils'),
    join(folder, 'node_modules/@prisma/client-runtime-utils'),
  )
}

/** From the last line to the first, so that no edit moves the place of another. */
async function applyEdits(folder: string, { steps }: Plan): Promise<void> {
  const edits = (steps.find(({ title }) => title === 'Change')?.lines ?? []).map((line) => {
    const [, file = '', number = '', what = '', text = ''] =
      /^(\S+):(\d+) (change this line to|add [^:]*): (.*)$/.exec(line) ?? []
    return { file, index: Number(number) - 1, isReplaced: what === 'change this line to', text }
  })
  for (const { file, index, isReplaced, text } of edits.sort((a, b) => b.index - a.index)) {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
    if (isReplaced) lines[index] = text
    else lines.splice(index + 1, 0, file.endsWith('.json') ? `${text},` : text)
    await writeFile(join(folder, file), lines.join('\n'))
  }
}

function compileErrors(folder: string, names: readonly string[]): string[] {
  const settings = [folder, root].find((each) => ts.sys.fileExists(join(each, 'tsconfig.json'))) ?? root
  const { config } = ts.readConfigFile(join(settings, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, settings)
  const typeRoots = [join(root, 'node_modules/@types')]
  const program = ts.createProgram(
    names.map((name) => join(folder, name)),
    { ...options, noEmit: true, typeRoots },
  )
  const own = program.getSourceFiles().filter(({ fileName }) => names.some((name) => fileName === join(folder, name)))
  return own.flatMap((file) =>
    ts.getPreEmitDiagnostics(program, file).map(({ messageText, start = 0 }) => {
      const { line } = file.getLineAndCharacterOfPosition(start)
      const text = file.text.split('\n')[line]?.trim()
      return `${text}\n${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    }),
  )
}
