import { describe, expect, test } from 'vitest'
import { clientExports } from './client-exports.js'

const kept = 'const kept = globalThis as unknown as { prisma: PrismaClient | undefined }\n'

describe('a module exports its client', () => {
  test.each([
    ['export const prisma = new PrismaClient()', ['prisma']],
    ['export const db: PrismaClient = makeClient()', ['db']],
    [`${kept}export const prisma =\n  kept.prisma ??\n  new PrismaClient({ log: ['query'] })\n`, ['prisma']],
    [`${kept}const prisma = kept.prisma || new PrismaClient()\nexport { prisma as store }`, ['store']],
    ['export const xprisma = new PrismaClient().$extends(withTotals())', ['xprisma']],
    ['const base = new PrismaClient()\nexport const prisma = base.$extends({\n  model: {},\n})', ['prisma']],
    ["export const prisma = singleton('prisma', () => new PrismaClient())", ['prisma']],
    [
      "export const prisma = remember('prisma', () => {\n  const client = new PrismaClient()\n  return client\n})",
      ['prisma'],
    ],
    [
      'const makeClient = () => {\n  return new PrismaClient()\n}\nconst prisma = globalThis.prismaGlobal ?? makeClient()\nexport default prisma\nglobalThis.prismaGlobal = prisma',
      ['default'],
    ],
    [
      'let prisma: PrismaClient\nif (isLive) {\n  prisma = new PrismaClient()\n} else {\n  prisma = global.kept\n}\nexport { prisma }',
      ['prisma'],
    ],
    ['export default new PrismaClient()', ['default']],
    ['const prisma = new PrismaClient()\nmodule.exports = prisma', ['default']],
    ['export const db = (global.db ??= new PrismaClient())', ['db']],
    ['export const db = isLive ? new PrismaClient() : makeFake()', ['db']],
    ['module.exports = new PrismaClient()', ['default']],
    ['const prisma = new PrismaClient();\nmodule.exports = { prisma, close };', ['prisma']],
    ['const client = new PrismaClient()\nexports.db = client', ['db']],
  ])('%s', (text, names) => {
    expect(clientExports(text)).toEqual(names)
  })
})

describe('what a module exports is something else', () => {
  test.each([
    'const prisma = new PrismaClient()\nconst app = express()\nexport default app',
    'const prisma = new PrismaClient()\nconst app = createApp({ prisma })\nmodule.exports = app',
    'const app = createApp({ prisma: new PrismaClient() })\nexport default app',
    'export function makeClient() {\n  return new PrismaClient()\n}',
    'export const makeClient = () => new PrismaClient()',
    'export const client = new Redis()\nexport type Client = PrismaClient',
    '// export const prisma = new PrismaClient()\nexport const prisma = undefined',
    'const prisma = new PrismaClient()\nexport const commits = prisma.commit.findMany()',
    'const prisma = new PrismaClient()\nexport const commits = prisma?.commit',
    "export { prisma } from './make-client'\nexport type { PrismaClient } from './generated/client'",
  ])('%s', (text) => {
    expect(clientExports(text)).toEqual([])
  })
})
