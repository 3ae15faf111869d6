import { describe, expect, it } from 'vitest'
import { checkManifest } from './check-manifest.mjs'

const address = 'https://github.com/acme/anvils'
const root = {
  license: 'MIT',
  author: 'Acme',
  homepage: `${address}#readme`,
  bugs: `${address}/issues`,
  repository: { type: 'git', url: `git+${address}.git` },
  engines: { node: '>=20.19' },
}
const sound = {
  ...root,
  homepage: `${address}/tree/main/packages/anvil#readme`,
  repository: { ...root.repository, directory: 'packages/anvil' },
  description: 'An anvil',
  keywords: ['anvil'],
  type: 'module',
  sideEffects: false,
  files: ['dist'],
  exports: { '.': './dist/index.js' },
  publishConfig: { access: 'public', provenance: true },
}
const check = (change: object) => checkManifest({ ...sound, ...change }, 'packages/anvil', root)

describe('checkManifest', () => {
  it('finds nothing where all agree with the root', () => {
    expect(check({})).toEqual([])
    expect(check({ bin: { anvil: './dist/bin.js' }, sideEffects: ['./dist/bin.js'] })).toEqual([])
  })

  it.each([
    ['repository', root.repository],
    ['homepage', address],
    ['bugs', undefined],
    ['engines', { node: '>=18' }],
    ['publishConfig', { access: 'public' }],
    ['keywords', []],
    ['description', ''],
    ['sideEffects', undefined],
    ['sideEffects', ['./dist/bin.js']],
  ])('finds a wrong %s', (field, value) => {
    expect(check({ [field]: value }).join()).toContain(field)
  })
})
