import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { planFiles } from './plan-files.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-import-plan-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const wanted = (path: string) => ({ path, text: 'text', purpose: 'a route' })

it('what is not there is written, and what is there and says something else is left', async () => {
  await writeFile(join(folder, 'same.ts'), 'text')
  await writeFile(join(folder, 'other.ts'), 'something else')
  const files = ['missing.ts', 'in/no/folder.ts', 'same.ts/below.ts', 'same.ts', 'other.ts'].map(wanted)
  const planned = await planFiles(folder, files)
  expect(planned.map(({ action }) => action)).toEqual(['write', 'write', 'write', 'same', 'leave'])
})

it('what a formatter has changed in it says the same', async () => {
  const text = "import db from './prisma'\n\nexport const made = create({ db, providers: [git] })\n"
  const formatted = 'import db from "./prisma";\n\nexport const made = create({\n  db,\n  providers: [git],\n});\n'
  await writeFile(join(folder, 'formatted.ts'), formatted)
  await writeFile(join(folder, 'changed.ts'), formatted.replace('[git]', '[git, github]'))
  const planned = await planFiles(folder, [
    { path: 'formatted.ts', text, purpose: 'wiring' },
    { path: 'changed.ts', text, purpose: 'wiring' },
  ])
  expect(planned.map(({ action }) => action)).toEqual(['same', 'leave'])
})

it('what can not be read is not taken for missing, and written over', async () => {
  await mkdir(join(folder, 'route.ts'))
  await expect(planFiles(folder, [wanted('route.ts')])).rejects.toMatchObject({ code: 'EISDIR' })
})
