import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { weighModules } from './weigh-installed.mjs'

it('counts the packages that npm lists, nested ones as well, and the bytes of their files, each once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'data-import-weight-'))
  try {
    mkdirSync(join(folder, 'anvil/node_modules/iron'), { recursive: true })
    mkdirSync(join(folder, '.bin'))
    writeFileSync(join(folder, 'anvil/index.js'), 'x'.repeat(1_500_000))
    writeFileSync(join(folder, 'anvil/node_modules/iron/index.js'), 'x'.repeat(500_000))
    symlinkSync('../anvil/index.js', join(folder, '.bin/anvil'))
    const packages = { 'node_modules/anvil': {}, 'node_modules/anvil/node_modules/iron': {} }
    writeFileSync(join(folder, '.package-lock.json'), JSON.stringify({ packages }))
    expect(weighModules(folder)).toEqual({ installedPackages: 2, installedMegabytes: 2 })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
