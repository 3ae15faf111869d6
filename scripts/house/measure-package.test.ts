import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { installedSize } from './installed-size.mjs'
import { measurePackage } from './measure-package.mjs'

it('measures what the entry points reach, and neither tests nor fixtures', () => {
  const measured = measurePackage({
    'src/index.ts': "export { save, type Saved } from './save/save.js'\nexport type { Lock } from './locks/lock.js'\n",
    'src/save/save.ts': "/**\n * import { x } from './no.js'\n */\nimport type { Lock } from '../locks/lock.js'\n",
    'src/locks/lock.ts': "import type { Saved } from '../save/save.js'\n",
    'src/save/save.test.ts': 'x\n'.repeat(500),
  })
  expect(measured).toEqual({
    fileCount: 3,
    lineCount: 7,
    medianLines: 2,
    largest: { file: 'src/save/save.ts', lines: 4 },
    exportCount: 3,
    circleFolders: 2,
  })
})

it('counts what is installed with a package once, through links and in folders around it', () => {
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  const write = (folder: string, manifest: object) => {
    mkdirSync(join(root, folder), { recursive: true })
    writeFileSync(join(root, folder, 'package.json'), JSON.stringify(manifest))
  }
  write('app', { dependencies: { one: '1', two: '1' } })
  write('store/one', { dependencies: { two: '1' } })
  write('node_modules/two', { optionalDependencies: { absent: '1' } })
  mkdirSync(join(root, 'app/node_modules'))
  symlinkSync(join(root, 'store/one'), join(root, 'app/node_modules/one'))
  const { packages, bytes } = installedSize(join(root, 'app'))
  expect(packages).toBe(2)
  expect(bytes).toBe(
    JSON.stringify({ dependencies: { two: '1' } }).length +
      JSON.stringify({ optionalDependencies: { absent: '1' } }).length,
  )
  rmSync(root, { recursive: true })
})
