import { statSync } from 'node:fs'
import { join } from 'node:path'

const endings = ['.js', '.ts', '.mjs', '.cjs', '.mts', '.cts']
const withEndings = (name: string) => endings.map((ending) => `${name}${ending}`)

/** In the order in which Prisma looks: https://github.com/prisma/prisma/blob/main/packages/config/src/loadConfigFromFile.ts */
const candidates = [
  ...['prisma7.config', '.config/prisma7'].flatMap(withEndings),
  ...['prisma.config', '.config/prisma', '.config/prisma.config'].flatMap((name) => [
    ...withEndings(name),
    ...withEndings(`${name}/index`),
  ]),
]

/** The file with Prisma's configuration, relative to the application's folder. Paths in it are relative to its own. */
export function findPrismaConfiguration(folder: string): string | undefined {
  return candidates.find((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
}
