import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { actions, init, manifest, schema, step } from './plan.fixture.js'
import type { Plan } from './plan.js'
import { parseBlocks } from './prisma-schema/parse-blocks.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

let workspace: Workspace
const read = (file: string) => readFile(join(workspace.path, file), 'utf8')
beforeEach(async () => {
  workspace = await createWorkspace({})
  await workspace.write('package.json', manifest({ prisma: '6.19.3' }))
  await workspace.write('prisma/schema.prisma', schema())
})
afterEach(() => workspace.remove())

/** Edits of models, from the last line to the first, so that none moves the place of another. */
async function applyTo(file: string, plan: Plan): Promise<void> {
  const lines = (await read(file)).split('\n')
  const edits = step(plan, 'Change').flatMap((line) => {
    const [, number, text] = new RegExp(`^${file}:(\\d+) add (?:inside|after) [^:]*:\\s([\\s\\S]*)$`).exec(line) ?? []
    return text === undefined ? [] : [{ line: Number(number), text }]
  })
  for (const { line, text } of edits.sort((a, b) => b.line - a.line)) lines.splice(line, 0, text)
  await writeFile(join(workspace.path, file), lines.join('\n'))
}

async function modelNames(file: string): Promise<string[]> {
  return parseBlocks(await read(file)).flatMap(({ kind, name }) => (kind === 'model' ? [name] : []))
}

test('for other providers appends no model again: those that are missing are printed, with what leads to them', async () => {
  await init(workspace, 'git', '--into-schema')
  const before = await read('prisma/schema.prisma')
  const plan = await init(workspace, 'git', 'github', '--into-schema')
  expect(actions(plan)[0]).toBe('leave prisma/schema.prisma')
  expect(await read('prisma/schema.prisma')).toBe(before)
  expect(plan.notes).toContainEqual(expect.stringContaining('in prisma/schema.prisma already; what they lack is below'))
  const edits = step(plan, 'Change')
  expect(edits).toContainEqual(expect.stringMatching(/add after this line:\n[\s\S]*model Issue \{/))
  expect(edits).toContainEqual(expect.stringMatching(/:\d+ add inside the model Repository: issues +Issue\[\]/))
  await applyTo('prisma/schema.prisma', plan)
  const names = await modelNames('prisma/schema.prisma')
  expect(names).toContain('PipelineRun')
  expect(new Set(names).size).toBe(names.length)
  const after = await init(workspace, 'git', 'github', '--into-schema')
  expect(step(after, 'Change').filter((line) => / add (inside the model|after)/.test(line))).toEqual([])
})

test('finds the block that was appended without being told to append', async () => {
  await init(workspace, 'git', '--into-schema')
  const plan = await init(workspace, 'git')
  expect(actions(plan)[0]).toBe('same prisma/schema.prisma')
  expect(plan.files.map(({ path }) => path)).not.toContain('prisma/data-import.prisma')
})

test('leaves a block with columns of your own, which lacks nothing', async () => {
  await init(workspace, 'git', '--into-schema')
  const edited = (await read('prisma/schema.prisma')).replace('model Commit {', 'model Commit {\n  reviewedBy String?')
  await workspace.write('prisma/schema.prisma', edited)
  const plan = await init(workspace, 'git', '--into-schema')
  expect(actions(plan)[0]).toBe('leave prisma/schema.prisma')
  expect(await read('prisma/schema.prisma')).toBe(edited)
  expect(step(plan, 'Change').filter((line) => line.includes('inside the model'))).toEqual([])
})

test('names what the second file lacks, before and after Prisma is told of that file', async () => {
  await init(workspace, 'git')
  const file = 'prisma/data-import.prisma'
  await workspace.write(file, (await read(file)).replace(/^ *authorName .*\n/m, '').replace(/^ *SKIPPED\n/m, ''))
  const lacks = [
    expect.stringMatching(/^prisma\/data-import\.prisma:\d+ add inside the enum \w+: SKIPPED$/),
    expect.stringMatching(/^prisma\/data-import\.prisma:\d+ add inside the model Commit: authorName +String/),
  ]
  const inside = (plan: Plan) =>
    step(plan, 'Change').filter((line) => line.includes(' add inside the model Commit') || line.includes(' enum '))
  expect(inside(await init(workspace, 'git'))).toEqual(lacks)
  await workspace.write(
    'package.json',
    JSON.stringify({ ...JSON.parse(manifest({ prisma: '6.19.3' })), prisma: { schema: 'prisma' } }),
  )
  expect(inside(await init(workspace, 'git'))).toEqual(lacks)
})

test('to print writes nothing, and hints repeat what was asked for', async () => {
  const printed = await workspace.run(['init', 'git', '--into-schema', '--print'])
  expect(printed.stdout).toContain('would append to prisma/schema.prisma')
  expect(await read('prisma/schema.prisma')).toBe(schema())
  await workspace.write('import-job.ts', '// mine\n')
  const { stdout } = await workspace.run(['init', 'git', 'github', '--schema', 'acme', '--into-schema'])
  expect(stdout).toContain('data-import init git github --schema acme --into-schema --print')
  expect((await workspace.run(['init', 'git', 'github', '--schema', 'acme', '--print'])).stdout).toMatch(
    /unchanged data-import\.ts[\s\S]*createOrchestrator/,
  )
})

test('says what to add to the wiring that it leaves, for a provider that came later', async () => {
  await init(workspace, 'git')
  const later = await init(workspace, 'git', 'github')
  expect(later.notes).toContain(
    "data-import.ts is left as it is. Add to it: import * as github from '@data-import/provider-github', and github to its providers. Until then nobody runs @data-import/provider-github.",
  )
  expect((await init(workspace, 'git')).notes.join('\n')).not.toContain('is left as it is')
})

test('says that the wiring that it leaves makes no links', async () => {
  await init(workspace, 'git')
  const wiring = (await read('data-import.ts')).replace(/^.*linkRepositories.*\n/gm, '')
  await workspace.write('data-import.ts', wiring)
  expect((await init(workspace, 'git')).notes).toContainEqual(expect.stringContaining('afterPass: [linkRepositories]'))
})
