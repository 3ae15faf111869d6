import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Plan } from './plan.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

const schema = (output = '') =>
  `generator client {\n  provider = "prisma-client-js"\n${output}}\n\ndatasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n`
const board = `
  export const tables = []
  export const scripts = [{ dataSourceName: 'BOARD', resource: 'card', dependsOn: [], importWindowDays: 1, async run() {} }]
`
let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
})
afterEach(() => workspace.remove())

async function init(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<Plan> {
  for (const [file, text] of Object.entries({ 'prisma/schema.prisma': schema(), ...files })) {
    await workspace.write(file, text)
  }
  const result = await workspace.run(['init', ...argv, '--json'])
  expect(result.stderr).toBe('')
  return result.json<Plan>()
}

const textOf = ({ files }: Plan, path: string) => files.find((file) => file.path === path)?.text
const paths = ({ files }: Plan) => files.map(({ path }) => path)
const changes = ({ steps }: Plan) => steps.find(({ title }) => title === 'Change')?.lines ?? []
const manifest = (dependencies: Record<string, string>, more: object = {}) =>
  JSON.stringify({ dependencies: { prisma: '6.19.3', ...dependencies }, ...more })
const typescript = { devDependencies: { typescript: '5.9.3' } }

describe('the client', () => {
  test('is not what else the entry of the application exports', async () => {
    const plan = await init({
      'package.json': manifest({}, typescript),
      'src/index.ts': 'export const prisma = new PrismaClient()\nconst app = express()\nexport default app\n',
    })
    expect(textOf(plan, 'src/data-import.ts')).toContain("import { PrismaClient } from '@prisma/client'")
  })

  test('is that of the index of a folder for databases', async () => {
    const plan = await init({
      'package.json': manifest({}, typescript),
      'src/db/index.ts': 'const prisma = new PrismaClient()\nexport default prisma\n',
    })
    expect(textOf(plan, 'src/data-import.ts')).toContain("import db from './db/index.js'")
  })

  test('that init makes is one for all reloads of a framework', async () => {
    const plan = await init({
      'package.json': manifest({ next: '16.0.0' }, typescript),
      'src/app/page.tsx': '',
    })
    const wiring = textOf(plan, 'src/lib/data-import.ts')
    expect(wiring).toContain('const db = kept.importClient ?? new PrismaClient()')
    expect(wiring).toContain("if (process.env.NODE_ENV !== 'production') kept.importClient = db")
  })
})

describe('the route', () => {
  test.each([
    ['next', 'app/page.js', 'app/api/cron/import/route.js', '../../../../lib/data-import.js'],
    ['@react-router/dev', 'app/root.jsx', 'app/routes/cron.import.js', '../data-import.server.js'],
  ])('of %s in JavaScript is a file that the framework knows', async (framework, page, route, wiring) => {
    const plan = await init({ 'package.json': manifest({ [framework]: '16.0.0' }), [page]: '' })
    expect(textOf(plan, route)).toContain(`from '${wiring}'`)
    expect(paths(plan)).toContain('data-import.config.mjs')
  })

  test('compares the secret in one time whatever was guessed, and stops 15 seconds before its end', async () => {
    const plan = await init({ 'package.json': manifest({ next: '16.0.0' }), 'app/page.js': '' })
    const route = textOf(plan, 'app/api/cron/import/route.js') ?? ''
    expect(route).toContain('timeBudgetMs: 45_000')
    const source = route.slice(route.indexOf('/** Whether'))
    const { createHash, timingSafeEqual } = await import('node:crypto')
    let compared = 0
    const counting = (a: Buffer, b: Buffer) => {
      compared += 1
      return timingSafeEqual(a, b)
    }
    const process = { env: { CRON_SECRET: 'open sesame' } }
    const isScheduler = new Function('createHash', 'timingSafeEqual', 'process', `${source}\nreturn isScheduler`)(
      ...[createHash, counting, process],
    ) as (given: string | null) => boolean
    expect(isScheduler('Bearer open sesame')).toBe(true)
    expect(isScheduler('Bearer open')).toBe(false)
    expect(compared).toBe(2)
    expect(isScheduler(null)).toBe(false)
    process.env.CRON_SECRET = ''
    expect(isScheduler('Bearer ')).toBe(false)
  })
})

describe('a provider', () => {
  test('of the application is imported from where the wiring is', async () => {
    const plan = await init(
      { 'package.json': manifest({}, typescript), 'src/main.ts': '', 'my-provider.mjs': board },
      ...['git', './my-provider.mjs'],
    )
    expect(textOf(plan, 'src/data-import.ts')).toContain("import * as myProvider from '../my-provider.mjs'")
    expect(textOf(plan, 'data-import.config.ts')).toContain("providers: ['./my-provider.mjs']")
    expect(plan.steps[0]).toEqual({
      title: 'Install',
      lines: expect.not.arrayContaining([expect.stringContaining('my-provider')]),
    })
  })
})

describe('settings of TypeScript', () => {
  test.each([
    ['{ "compilerOptions": {\n  "module": "Node16", // old\n  "target": "es2022",\n} }', 'TS1479'],
    ['{ "extends": "@acme/tsconfig/node.json" }', 'TS1479'],
    ['{\n  "extends": ["./base"],\n  "compilerOptions": {\n    "target": "es2022"\n  }\n}', 'TS1479'],
    ['{ "compilerOptions": { "module": "ESNext", "moduleResolution": "classic" } }', 'TS2307'],
  ])('%s are to be changed', async (tsconfig, code) => {
    const plan = await init({
      'package.json': manifest({}, typescript),
      'tsconfig.json': tsconfig,
      'base.json': '/* for all */ { "compilerOptions": { "module": "node16" } }',
      'node_modules/@acme/tsconfig/node.json': '{ "compilerOptions": { "module": "node18" } }',
    })
    expect(plan.notes).toEqual([expect.stringContaining(code)])
    expect(changes(plan)).toContainEqual(expect.stringMatching(/^tsconfig\.json:\d+ .*"moduleResolution": "\w+"/))
  })

  test('are to be changed at their lines', async () => {
    const tsconfig = '{\n  "compilerOptions": {\n    "module": "node16",\n    "strict": true\n  }\n}\n'
    const plan = await init({ 'package.json': manifest({}, typescript), 'tsconfig.json': tsconfig })
    expect(changes(plan)).toEqual(
      expect.arrayContaining([
        'tsconfig.json:3 change this line to: "module": "nodenext",',
        'tsconfig.json:2 add to compilerOptions: "moduleResolution": "nodenext"',
      ]),
    )
  })

  test.each([
    ['{ "compilerOptions": { "module": "commonjs" } }', {}, typescript],
    ['{ "compilerOptions": { "module": "ESNext", "moduleResolution": "node" } }', {}, typescript],
    ['{ "compilerOptions": { "module": "nodenext" } }', {}, typescript],
    ['{ "compilerOptions": { "module": "node20" } }', {}, typescript],
    ['{ "compilerOptions": { "module": "node16" } }', {}, { ...typescript, type: 'module' }],
    ['{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }', { next: '16.0.0' }, typescript],
    ['{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }', {}, typescript],
    ['{}', {}, { devDependencies: { typescript: '6.0.0' } }],
    ['not JSON, "references": []', {}, typescript],
  ])('%s are left', async (tsconfig, dependencies, more) => {
    const plan = await init({ 'package.json': manifest(dependencies, more), 'tsconfig.json': tsconfig })
    expect(plan.notes).toEqual([])
    expect(changes(plan).filter((line) => line.startsWith('tsconfig'))).toEqual([])
  })
})
