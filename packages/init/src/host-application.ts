import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigurationError } from '@data-import/core'
import { type CompilerOptions, readCompilerOptions } from './compiler-options.js'

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun'
export type Framework = 'next' | 'react-router' | 'nest' | 'express' | 'fastify' | 'hono' | 'none'

/** What there is to know of the application in a folder. */
export interface HostApplication {
  folder: string
  /** Name to version or range, whatever kind of dependency it is. */
  dependencies: Readonly<Record<string, string>>
  /** `package.json#scripts`. */
  scripts: Readonly<Record<string, string>>
  /** `package.json#prisma.schema`. */
  schemaOfManifest?: string
  isTypeScript: boolean
  /** Whether Node takes the application's `.js` files for ES modules. */
  isModule: boolean
  /** Ending of files that a tool reads: `.ts`, `.js` or `.mjs`. */
  ending: string
  /** Ending of modules of the application: as `ending`, but frameworks know no `.mjs`. */
  moduleEnding: string
  /** What an import of a TypeScript module of the application ends with: '' where a bundler resolves it. */
  typeScriptEnding: string
  packageManager: PackageManager
  framework: Framework
  /** Undefined where Prisma is not installed. */
  prismaVersion?: string
}

/**
 * Looks at an application.
 * @throws {ConfigurationError} where there is no package.json, or one that can't be read.
 */
export async function readHostApplication(folder: string): Promise<HostApplication> {
  const manifest = await readManifest(folder)
  const dependencies = { ...manifest.devDependencies, ...manifest.dependencies }
  const framework = frameworkOf(dependencies)
  const isTypeScript = existsSync(join(folder, 'tsconfig.json')) || 'typescript' in dependencies
  const isModule = manifest.type === 'module'
  const moduleEnding = isTypeScript ? '.ts' : isModule ? '.js' : '.mjs'
  const options = await readCompilerOptions(join(folder, 'tsconfig.json'))
  const prismaVersion = (await installedVersion(folder, 'prisma')) ?? versionIn(dependencies.prisma)
  return {
    folder,
    dependencies,
    isTypeScript,
    isModule,
    scripts: manifest.scripts ?? {},
    // A file of TypeScript beside `src` would be compiled too, and move the folder of everything that is compiled.
    ending: isTypeScript && options.outDir !== undefined && options.noEmit !== 'true' ? '.mjs' : moduleEnding,
    moduleEnding: isTypeScript || !isBundled(framework) ? moduleEnding : '.js',
    typeScriptEnding: typeScriptEnding(options, framework),
    packageManager: packageManagerOf(folder),
    framework,
    ...(manifest.prisma?.schema ? { schemaOfManifest: manifest.prisma.schema } : {}),
    ...(prismaVersion ? { prismaVersion } : {}),
  }
}

interface Manifest {
  type?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  scripts?: Record<string, string>
  prisma?: { schema?: string }
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) {
    throw new ConfigurationError(
      `${folder} has no package.json, so it is no application. Change into the application's folder, or make one: npm init`,
    )
  }
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Manifest
  } catch (error) {
    throw new ConfigurationError(`${file} is no JSON.`, { cause: error })
  }
}

function frameworkOf(dependencies: Readonly<Record<string, string>>): Framework {
  if ('next' in dependencies) return 'next'
  const names = ['@react-router/dev', '@remix-run/dev', '@remix-run/react']
  if (names.some((name) => name in dependencies)) return 'react-router'
  if ('@nestjs/core' in dependencies) return 'nest'
  return (['fastify', 'hono', 'express'] as const).find((name) => name in dependencies) ?? 'none'
}

/** Whether a bundler of the framework reads the application's modules. */
export function isBundled(framework: Framework): boolean {
  return framework === 'next' || framework === 'react-router'
}

/** By the lockfile, here or of the workspace around. */
function packageManagerOf(folder: string): PackageManager {
  const lockfiles: readonly [string, PackageManager][] = [
    ['package-lock.json', 'npm'],
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
    ['bun.lock', 'bun'],
    ['bun.lockb', 'bun'],
  ]
  for (const each of parents(folder)) {
    const [, found] = lockfiles.find(([name]) => existsSync(join(each, name))) ?? []
    if (found) return found
  }
  return 'npm'
}

async function installedVersion(folder: string, name: string): Promise<string | undefined> {
  for (const each of parents(folder)) {
    const file = join(each, 'node_modules', name, 'package.json')
    if (existsSync(file)) return (JSON.parse(await readFile(file, 'utf8')) as { version?: string }).version
  }
  return undefined
}

function versionIn(range: string | undefined): string | undefined {
  return range === undefined ? undefined : /\d+(\.\d+)*/.exec(range)?.[0]
}

function parents(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...parents(parent)]
}

/** Node's own resolution wants an ending, a bundler none; `.ts` where TypeScript is told to rewrite it, or nothing is built. */
function typeScriptEnding(options: CompilerOptions, framework: Framework): string {
  if (options.allowImportingTsExtensions === 'true' && !isBundled(framework)) return '.ts'
  if (options.rewriteRelativeImportExtensions === 'true') return '.ts'
  const resolution = options.moduleResolution ?? options.module ?? ''
  if (/^node\d|^nodenext/.test(resolution) && resolution !== 'node10') return '.js'
  return !isBundled(framework) && resolution !== 'bundler' ? '.js' : ''
}
