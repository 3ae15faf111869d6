import { existsSync, statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize, relative, resolve } from 'node:path'
import { ConfigurationError } from '@data-import/core'
import { importFile, requireOwnFile } from '@data-import/specification/modules'
import type { HostApplication } from './host-application.js'
import { newSchemaFolder, refuseOtherSchema } from './other-schemas.js'
import { findPrismaConfiguration } from './prisma-configuration.js'
import { type Block, parseBlocks } from './prisma-schema/parse-blocks.js'

/** A block of the application's schema and where it stands. */
export interface HostBlock extends Block {
  /** Relative to the application's folder. */
  file: string
}

/** The application's Prisma schema. */
export interface HostSchema {
  kind: 'file' | 'folder' | 'none'
  /** The file or the folder, relative to the application's folder; where it would be made, if there is none. */
  path: string
  /** Prisma's configuration, such as `prisma.config.ts`, relative to the application's folder. */
  configFile?: string
  /** The line by which the application says where the schema is. */
  setting?: { file: string; line: number; text: string }
  /** Named by whoever runs init, so that Prisma's own commands have to be told as well. */
  isGiven?: boolean
  blocks: readonly HostBlock[]
}

/** The file that holds the import's models, beside the application's own. */
export const fragmentName = 'data-import.prisma'

/**
 * Finds the application's schema as Prisma does.
 *
 * @param given where it is, or `prisma/schema` for a new one; undefined: where Prisma finds it
 * @throws {ConfigurationError} where the application names one that isn't there, or its repository has one elsewhere.
 */
export async function findHostSchema(
  { folder, schemaOfManifest }: HostApplication,
  given?: string,
): Promise<HostSchema> {
  const configFile = findPrismaConfiguration(folder)
  const configured = configFile ? await schemaOfConfig(folder, configFile) : undefined
  const named = given === undefined ? (configured ?? schemaOfManifest) : normalize(given).replace(/\/$/, '')
  const namedIn = given !== undefined ? '--prisma' : configured ? configFile : schemaOfManifest && 'package.json'
  const conventional = ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema']
  const path = named ?? conventional.find((each) => existsSync(join(folder, each)))
  const config = configFile ? { configFile } : {}
  if (path?.startsWith('..')) throw new ConfigurationError(`${path} belongs to another package: run init there.`)
  if (path === undefined) await refuseOtherSchema(folder)
  if (path === undefined || (given !== undefined && path === newSchemaFolder && !existsSync(join(folder, path)))) {
    return { kind: 'none', path: newSchemaFolder, ...config, blocks: [] }
  }
  if (!existsSync(join(folder, path))) {
    throw new ConfigurationError(`${namedIn} names the Prisma schema ${path}, which is not there.`)
  }
  const setting = namedIn && given === undefined ? await findLine(folder, namedIn, named ?? '') : undefined
  const isFolder = statSync(join(folder, path)).isDirectory()
  const files = isFolder ? await prismaFiles(folder, path) : [path]
  return {
    kind: isFolder ? 'folder' : 'file',
    path,
    ...config,
    ...(setting ? { setting } : {}),
    ...(given === undefined ? {} : { isGiven: true }),
    blocks: (await Promise.all(files.map((file) => readBlocks(folder, file)))).flat(),
  }
}

/** What Prisma's configuration says, relative to the application's folder: by running it, else, where that fails, by reading it. */
async function schemaOfConfig(folder: string, configFile: string): Promise<string | undefined> {
  const file = join(folder, configFile)
  const written = /\bschema\s*:\s*["'`]([^"'`]+)["'`]/.exec(await readFile(file, 'utf8'))?.[1]
  await requireOwnFile(file)
  const loaded = await importFile(file).catch(() => undefined)
  const { default: config = loaded } = (loaded ?? {}) as { default?: unknown }
  const { schema } = (config ?? {}) as { schema?: unknown }
  const found = typeof schema === 'string' ? schema : written
  return found === undefined ? undefined : relative(folder, resolve(dirname(file), found)) || '.'
}

async function findLine(folder: string, file: string, wanted: string): Promise<HostSchema['setting']> {
  const lines = (await readFile(join(folder, file), 'utf8')).split(/\r?\n/)
  const index = lines.findIndex((line) => /\bschema\b/.test(line) && line.includes(wanted.split('/').pop() ?? wanted))
  return index < 0 ? undefined : { file, line: index + 1, text: (lines[index] ?? '').trim() }
}

async function prismaFiles(folder: string, path: string): Promise<string[]> {
  const entries = await readdir(join(folder, path), { recursive: true })
  return entries
    .filter((name) => name.endsWith('.prisma') && !name.includes('node_modules'))
    .map((name) => join(path, name))
    .sort()
}

async function readBlocks(folder: string, file: string): Promise<HostBlock[]> {
  const text = await readFile(join(folder, file), 'utf8')
  return parseBlocks(text).map((block) => ({ ...block, file }))
}

/** Folder that the import's own file goes into, relative to the application's folder. */
export function fragmentFolder({ kind, path }: Pick<HostSchema, 'kind' | 'path'>): string {
  return kind === 'file' ? dirname(path) : path
}
