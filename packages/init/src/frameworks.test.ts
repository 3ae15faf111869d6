import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { init, schema, step, textOf } from './plan.fixture.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
  await workspace.write('prisma/schema.prisma', schema())
})
afterEach(() => workspace.remove())

const write = async (dependencies: Record<string, string>, files: Record<string, string>, more: object = {}) => {
  const manifest = { dependencies: { prisma: '6.19.3', ...dependencies }, devDependencies: { typescript: '5.9.3' } }
  await workspace.write('package.json', JSON.stringify({ ...manifest, ...more }, undefined, 2))
  for (const [file, text] of Object.entries(files)) await workspace.write(file, text)
}
const read = (file: string) => readFile(join(workspace.path, file), 'utf8')

describe('NestJS', () => {
  const service = 'export class PrismaService extends PrismaClient implements OnModuleInit {}\n'
  const rootModule = `import { Module } from '@nestjs/common';\n\n@Module({\n  imports: [],\n})\nexport class AppModule {}\n`
  const compiled = '{ "compilerOptions": { "module": "commonjs", "outDir": "./dist" } }'
  const nest = { '@nestjs/core': '10.0.0', express: '5.0.0' }

  test('gets a module on the PrismaService, which is listed in the root module', async () => {
    await write(nest, {
      'src/prisma/prisma.service.ts': service,
      'src/app.module.ts': rootModule,
      'tsconfig.json': compiled,
    })
    expect((await workspace.run(['init', 'git', '--apply'])).stderr).toBe('')
    expect(await read('src/data-import/data-import.ts')).toContain('export function createImport(db: PrismaService) {')
    const module = await read('src/data-import/data-import.module.ts')
    expect(module).toContain("import { PrismaService } from '../prisma/prisma.service'")
    expect(module).toContain('providers: [DataImportService, PrismaService],')
    expect(module).toContain("await import('./data-import.js')")
    expect(module).not.toContain('@data-import/')
    const root = await read('src/app.module.ts')
    expect(root).toContain("import { DataImportModule } from './data-import/data-import.module';\n")
    expect(root).toContain('  imports: [DataImportModule],')
    expect((await init(workspace, 'git')).edits).toEqual([])
  })

  test('takes the service from the module that exports it', async () => {
    await write(nest, {
      'src/prisma/prisma.service.ts': service,
      'src/prisma/prisma.module.ts':
        '@Module({ providers: [PrismaService], exports: [PrismaService] })\nexport class PrismaModule {}\n',
      'src/app.module.ts': rootModule.replace('[]', '[\n    ConfigModule,\n  ]'),
    })
    const plan = await init(workspace, 'git')
    const module = textOf(plan, 'src/data-import/data-import.module.ts')
    expect(module).toContain('  imports: [PrismaModule],')
    expect(module).toContain('providers: [DataImportService],')
    expect(step(plan, 'Change')).toContainEqual('src/app.module.ts:4 add to the imports: DataImportModule')
  })

  test('has no new file of TypeScript beside src, which would move what is compiled', async () => {
    await write(nest, { 'src/app.module.ts': rootModule, 'tsconfig.json': compiled })
    const plan = await init(workspace, 'git')
    expect(plan.files.map(({ path }) => path).filter((path) => /^[^/]+\.ts$/.test(path))).toEqual([])
    expect(textOf(plan, 'src/data-import/data-import.module.ts')).toContain('const { orchestrator } = await import')
  })
})

describe('a handler', () => {
  test.each([
    ['express', 'const app = express()', 'response.status(401).json('],
    ['fastify', 'const app = Fastify({ logger: true })', 'return reply.code(401).send('],
    ['hono', 'const app = new Hono()', "context.req.header('authorization')"],
  ])('for %s is mounted after the line that makes the application', async (framework, made, text) => {
    await write({ [framework]: '5.0.0' }, { 'src/index.ts': `import 'dotenv/config'\n\n${made}\n` })
    const plan = await init(workspace, 'git')
    expect(textOf(plan, 'src/import-handler.ts')).toContain(text)
    expect(textOf(plan, 'src/import-handler.ts')).toContain('} catch (error) {')
    expect(step(plan, 'Change')).toEqual(
      expect.arrayContaining([
        "src/index.ts:1 add after this line: import { importHandler } from './import-handler.js'",
        "src/index.ts:3 add after this line: app.post('/cron/import', importHandler)",
      ]),
    )
  })

  test('for an Express that requires its modules is imported where it is asked', async () => {
    await workspace.write('package.json', JSON.stringify({ dependencies: { prisma: '6.19.3', express: '5.0.0' } }))
    await workspace.write('index.js', "const express = require('express')\nconst app = express()\n")
    await workspace.run(['init', 'git', '--apply'])
    expect(await read('index.js')).toContain(
      "app.post('/cron/import', async (...asked) => (await import('./import-handler.mjs')).importHandler(...asked))",
    )
  })
})

describe('the port that is printed', () => {
  test.each([
    ['of Next', { next: '16.0.0' }, { dev: 'next dev' }, {}, 3000],
    ['of Next as its script says', { next: '16.0.0' }, { dev: 'next dev -p 4000' }, {}, 4000],
    ['of React Router', { '@react-router/dev': '7.9.0' }, { dev: 'react-router dev' }, {}, 5173],
    ['of Remix on Vite', { '@remix-run/dev': '2.17.0' }, { dev: 'remix vite:dev' }, {}, 5173],
    ['of classic Remix', { '@remix-run/dev': '2.17.0' }, { dev: 'remix dev' }, {}, 3000],
    [
      'of Vite as it is configured',
      { '@remix-run/dev': '2.17.0' },
      { dev: 'remix vite:dev' },
      { 'vite.config.ts': 'export default { server: { port: 5200 } }' },
      5200,
    ],
    [
      'of Express as it listens',
      { express: '5.0.0' },
      {},
      { 'src/index.ts': 'const app = express()\napp.listen(process.env.PORT || 8080)\n' },
      8080,
    ],
  ])('is that %s', async (_, dependencies, scripts, files, port) => {
    await write(dependencies, { 'app/root.tsx': '', ...files }, { scripts })
    expect(step(await init(workspace, 'git'), 'Import').join('\n')).toContain(`http://localhost:${port}/`)
  })
})

test.each([
  ['Next', { next: '16.0.0' }, { 'app/page.tsx': '' }, 'app/api/cron/import/route.ts'],
  ['React Router', { '@react-router/dev': '7.9.0' }, { 'app/root.tsx': '' }, 'app/routes/cron.import.ts'],
])('a route of %s answers in its usual way, and says in the log why it refuses all', async (_, needed, files, path) => {
  await write(needed as Record<string, string>, files as Record<string, string>)
  const route = textOf(await init(workspace, 'git'), path)
  expect(route).toContain('  return Response.json(answer)\n')
  expect(route).toContain(
    "if (!secret) console.error('CRON_SECRET is not set in this process, so every call is refused.')",
  )
  expect(route).not.toContain('Remix')
})

test('the configuration is no anonymous export, which linters warn of', async () => {
  await write({ next: '16.0.0' }, { 'app/page.tsx': '' })
  const text = textOf(await init(workspace, 'git'), 'data-import.config.ts')
  expect(text).toMatch(/^const configuration = \{$/m)
  expect(text).toMatch(/^export default configuration$/m)
})

test('a route needs no Response.json, which Remix 2 has not', async () => {
  await write(
    { '@remix-run/dev': '2.17.0' },
    { 'app/root.tsx': '', 'app/db.server.ts': 'export const prisma = new PrismaClient()\n' },
  )
  const plan = await init(workspace, 'git')
  expect(textOf(plan, 'app/routes/cron.import.ts')).not.toMatch(/Response\.json\(/)
  expect(textOf(plan, 'app/data-import.server.ts')).toContain("import { prisma } from './db.server'")
})

test('routes that are listed keep the others', async () => {
  await write(
    { '@react-router/dev': '7.9.0' },
    {
      'app/routes.ts':
        'import { type RouteConfig, index } from "@react-router/dev/routes";\n\nexport default [index("routes/home.tsx")] satisfies RouteConfig;\n',
    },
  )
  await workspace.run(['init', 'git', '--apply'])
  expect(await read('app/routes.ts')).toBe(
    'import { route, type RouteConfig, index } from "@react-router/dev/routes";\n\nexport default [route("cron/import", "routes/cron.import.ts"), index("routes/home.tsx")] satisfies RouteConfig;\n',
  )
})

test('a job says what it could not begin with', async () => {
  await write({}, {})
  expect(textOf(await init(workspace, 'git'), 'import-job.ts')).toMatch(
    /\.catch\(\(error\) => \{[\s\S]*process\.exit\(1\)/,
  )
})

test('beside drizzle-kit, the line that keeps the table of migrations is named', async () => {
  await write({ 'drizzle-kit': '0.31.0' }, {})
  await workspace.run(['init', 'git', '--prisma', 'prisma/schema', '--dry-run'])
  const plan = await init(workspace, 'git', '--prisma', 'prisma/schema', '--dry-run')
  expect(plan.notes).toContainEqual(expect.stringContaining("tablesFilter: ['!_prisma_migrations']"))
})
