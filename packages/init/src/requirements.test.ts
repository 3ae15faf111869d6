import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { planInit } from './plan.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

const schema = (provider: string) =>
  `generator client {\n  provider = "prisma-client-js"\n}\n\ndatasource db {\n  provider = "${provider}"\n}\n`
const manifest = (prisma: string) => JSON.stringify({ dependencies: { prisma, '@prisma/client': prisma } })

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
})
afterEach(() => workspace.remove())

/** Nothing may be written by a refusal. */
async function refusal(...argv: string[]): Promise<string> {
  const before = await readdir(workspace.path, { recursive: true })
  const { code, stderr } = await workspace.run(['init', ...argv])
  expect(code).toBe(2)
  expect(await readdir(workspace.path, { recursive: true })).toEqual(before)
  return stderr
}

describe('an application', () => {
  test.each([
    ['package-lock.json', 'npm install prisma@6 @prisma/client@6'],
    ['pnpm-lock.yaml', 'pnpm add prisma@6 @prisma/client@6'],
  ])('with Prisma 5 and %s is told the command that updates it', async (lockfile, command) => {
    await workspace.write('package.json', manifest('^5.22.0'))
    await workspace.write(lockfile, '')
    await workspace.write('prisma/schema.prisma', schema('postgresql'))
    expect(await refusal('git')).toContain(`has Prisma 5.22.0, and the import needs 6 or newer. Nothing was written.`)
    expect(await refusal('git')).toContain(command)
  })

  test.each([
    ['sqlite', 'SQLite'],
    ['mysql', 'MySQL'],
    ['sqlserver', 'SQL Server'],
    ['mongodb', 'MongoDB'],
    ['cockroachdb', 'CockroachDB'],
    ['oracle', 'oracle'],
  ])('on %s is refused before anything is written', async (provider, name) => {
    await workspace.write('package.json', manifest('6.19.3'))
    await workspace.write('prisma/schema.prisma', schema(provider))
    expect(await refusal('git')).toContain(
      `The application's database is ${name} (prisma/schema.prisma:5), and the import needs Postgres.`,
    )
  })

  test.each(['postgresql', 'postgres'])('on %s is taken', async (provider) => {
    await workspace.write('package.json', manifest('6.19.3'))
    await workspace.write('prisma/schema.prisma', schema(provider))
    expect(await workspace.run(['init', 'git'])).toMatchObject({ code: 0 })
  })

  test('on SQLite with Prisma 5 gives the import a folder of its own by the lines of the refusal', async () => {
    await workspace.write('package.json', manifest('5.22.0'))
    await workspace.write('node_modules/prisma/package.json', '{ "version": "5.22.0" }')
    await workspace.write('prisma/schema.prisma', schema('sqlite'))
    const lines = await refusal('git')
    const [, prisma = ''] = /npx @data-import\/cli init git --prisma (\S+)/.exec(lines) ?? []
    await workspace.write('data-import/package.json', '{ "name": "data-import" }')
    const folder = join(workspace.path, 'data-import')
    const { files, steps } = await planInit(folder, { providers: ['git'], isIntoSchema: false, prisma, env: {} })
    expect(files.map(({ path, action }) => `${action} ${path}`)).toContain('write prisma/schema/schema.prisma')
    expect(steps[0]?.lines.join('\n')).toContain('prisma@7')
  })
})
