import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkRelease } from './check-release.mjs'

const packages = [
  { folder: 'packages/core', name: '@data-import/core' },
  { folder: 'packages/model', name: '@data-import/model' },
]
let checkout: string
let stage: string

/** A checkout with one change for the core, and what a release makes of it. */
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'data-import-release-'))
  checkout = join(folder, 'checkout')
  stage = join(folder, 'stage')
  for (const place of [checkout, stage]) {
    mkdirSync(join(place, '.changeset'), { recursive: true })
    for (const each of packages) mkdirSync(join(place, each.folder), { recursive: true })
  }
  writeFileSync(join(checkout, 'packages/core/package.json'), '{"version":"0.0.0"}')
  writeFileSync(join(checkout, '.changeset/gears.md'), "---\n'@data-import/core': minor\n---\n\nGears turn.\n")
  writeFileSync(join(stage, 'packages/core/CHANGELOG.md'), '# core\n\n## 0.1.0\n\n- Gears turn.\n')
  writeFileSync(join(stage, 'packages/model/CHANGELOG.md'), '# model\n\n## 0.1.0\n')
})

afterEach(() => rmSync(join(checkout, '..'), { recursive: true }))

function problems(change: { [name: string]: object } = {}, tag = 'latest') {
  const manifests: { [name: string]: object } = {
    '@data-import/core': { version: '0.1.0' },
    '@data-import/model': { version: '0.1.0', peerDependencies: { '@data-import/core': '>=0.0.0 <1.0.0' } },
    ...change,
  }
  const published = Object.entries(manifests).map(
    ([name, manifest]) => [name, { tag, manifest: { name, ...manifest } }] as const,
  )
  return checkRelease(packages, stage, new Map(published), checkout)
}

describe('checkRelease', () => {
  it('finds nothing in a release with one version, its changelogs and ranges that admit it', () => {
    expect(problems()).toEqual([])
  })

  it.each([
    ['a range that was not replaced', { dependencies: { '@data-import/core': 'workspace:^' } }, 'workspace:^'],
    ['a peer that is out of range', { peerDependencies: { '@data-import/core': '>=0.2.0 <1.0.0' } }, '>=0.2.0'],
    ['an open range of a peer', { peerDependencies: { '@data-import/core': '*' } }, '@data-import/core *'],
  ])('finds %s', (_, manifest, problem) => {
    const found = problems({ '@data-import/model': { version: '0.1.0', ...manifest } })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(problem)
  })

  it('finds two versions, and a version that did not rise', () => {
    expect(problems({ '@data-import/model': { version: '0.2.0' } })[0]).toContain('one version')
    expect(problems({ '@data-import/core': { version: '0.0.0' } }).join()).toContain('the version is still 0.0.0')
  })

  it('finds a private package that went out, and a tag that nobody installs', () => {
    expect(problems({ '@data-import/test-kit': { version: '0.1.0' } })).toEqual([
      '@data-import/test-kit is private and was published',
    ])
    expect(problems({}, 'next')).toHaveLength(2)
  })

  it('finds a change that reached no changelog, and one that is still waiting', () => {
    writeFileSync(join(stage, 'packages/core/CHANGELOG.md'), '# core\n\n## 0.1.0\n')
    expect(problems()).toEqual(['@data-import/core: its changelog lacks gears.md'])
    writeFileSync(join(stage, '.changeset/gears.md'), "---\n'@data-import/core': minor\n---\n\nGears turn.\n")
    expect(readdirSync(join(stage, '.changeset'))).toHaveLength(1)
    expect(problems()).toContain('gears.md is still waiting after the release')
  })
})
