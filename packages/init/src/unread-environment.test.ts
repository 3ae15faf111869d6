import { afterEach, beforeEach, expect, test } from 'vitest'
import { init, step } from './plan.fixture.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
})
afterEach(() => workspace.remove())

const title = 'Set in .env and where the application runs'
const root = "import { Module } from '@nestjs/common'\n\n@Module({\n  imports: [],\n})\nexport class AppModule {}\n"

async function lastLine(
  dependencies: Record<string, string>,
  files: Record<string, string>,
  scripts: Record<string, string> = {},
): Promise<string | undefined> {
  const manifest = {
    dependencies: { prisma: '6.19.3', ...dependencies },
    devDependencies: { typescript: '5' },
    scripts,
  }
  await workspace.write('package.json', JSON.stringify(manifest))
  for (const [file, text] of Object.entries(files)) await workspace.write(file, text)
  return step(await init(workspace, 'git'), title).at(-1)
}

const nest = { '@nestjs/core': '11.1.28' }
const unread = /^\(nothing in this application seems to read \.env: /

test('a NestJS application that reads no .env is told how, as its route would refuse the right secret', async () => {
  const files = { 'src/main.ts': "import { NestFactory } from '@nestjs/core'\n", 'src/app.module.ts': root }
  expect(await lastLine(nest, files)).toBe(
    "(nothing in this application seems to read .env: npm install dotenv, and begin src/main.ts with import 'dotenv/config')",
  )
})

test('an installed dotenv is not installed again, and an application that requires its modules requires it', async () => {
  const files = { 'index.js': "const express = require('express')\nconst app = express()\n" }
  expect(await lastLine({ express: '5.0.0', dotenv: '17.2.3' }, files)).toBe(
    "(nothing in this application seems to read .env: begin index.js with require('dotenv/config'))",
  )
})

test.each([
  ['by dotenv', nest, { 'src/main.ts': "import 'dotenv/config'\n", 'src/app.module.ts': root }, {}],
  ['by ConfigModule', nest, { 'src/main.ts': '', 'src/app.module.ts': `${root}// ConfigModule.forRoot()\n` }, {}],
  [
    'by its script',
    nest,
    { 'src/main.ts': 'start()\n', 'src/app.module.ts': root },
    { start: 'node --env-file=.env x' },
  ],
  ['by its framework', { next: '16.0.0' }, { 'app/page.tsx': '' }, {}],
  ['as the job is started with it', {}, { 'src/index.ts': 'run()\n' }, {}],
])('an application that reads .env %s is told nothing', async (_, dependencies, files, scripts) => {
  expect(await lastLine(dependencies as Record<string, string>, files as Record<string, string>, scripts)).not.toMatch(
    unread,
  )
})
