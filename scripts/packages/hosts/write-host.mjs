import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { typeScriptBlocks } from '../../code-blocks.mjs'
import { root } from '../../workspace.mjs'

/** The compilers that hosts have: the last that is written in JavaScript, and the native one. */
export const typescripts = { typescript: '5.9.3', 'typescript-native': 'npm:typescript@7.0.2' }

/**
 * Writes an application that embeds the product: its program is the README's, its tables are the reference schema's.
 * @param ours the `doors` of our packages, each of which a program of its own imports, and their `versions` by name.
 */
export function writeHost(folder, { prisma, generator }, { doors, versions }) {
  mkdirSync(join(folder, 'schema'), { recursive: true })
  const manifest = {
    private: true,
    type: 'module',
    // Yarn 1 installs no peers.
    dependencies: {
      ...versions,
      '@opentelemetry/api': '1.9.1',
      '@prisma/adapter-pg': prisma,
      '@prisma/client': prisma,
    },
    devDependencies: { '@types/node': '20.19.25', prisma, ...typescripts },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['host.ts', 'doors.ts'] }))
  for (const file of ['orchestration.prisma', 'canonical.prisma'])
    cpSync(join(root, 'prisma/schema', file), join(folder, 'schema', file))
  writeFileSync(join(folder, 'schema/schema.prisma'), schema(generator, prisma))
  const [{ code }] = typeScriptBlocks(readFileSync(join(root, 'README.md'), 'utf8'))
  writeFileSync(join(folder, 'host.ts'), `${code}await db.$disconnect()\n`)
  const imports = doors.map((door, index) => `import * as door${index} from '${door}'\n`)
  const names = doors.map((_, index) => `door${index}`)
  writeFileSync(join(folder, 'doors.ts'), `${imports.join('')}export const doors = [${names.join(', ')}]\n`)
}

const compilerOptions = {
  target: 'ES2023',
  module: 'NodeNext',
  strict: true,
  types: ['node'],
  skipLibCheck: false,
}

/** Prisma 7 reads the address from its own configuration, and 6 wants to find it here. */
function schema(generator, prisma) {
  const isOld = prisma.startsWith('6.')
  return `generator client {
  provider   = "${generator}"
  output     = "../generated"
  ${isOld ? 'engineType = "client"' : ''}
}

datasource db {
  provider = "postgresql"
  schemas  = ["data"]
  ${isOld ? 'url = env("DATABASE_URL")' : ''}
}
`
}
