import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bundledPackages, licensesText, readPackage, thirdPartyLicenses } from './third-party-licenses.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-import-licenses-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const bundle = (inputs: Record<string, number>) => ({
  outputs: {
    'dist/index.js': {
      inputs: Object.fromEntries(Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }])),
    },
  },
})

it('finds the foreign packages of a bundle once each, by the innermost folder, and leaves out our own files', () => {
  const store = '../../node_modules/.pnpm/@octokit+core@7.0.8/node_modules'
  const found = bundledPackages(
    bundle({
      'src/index.ts': 10,
      [`${store}/@octokit/core/dist-src/index.js`]: 10,
      [`${store}/@octokit/core/dist-src/version.js`]: 10,
      [`${store}/before-after-hook/index.js`]: 10,
    }),
  )
  expect(found).toEqual([`${store}/@octokit/core`, `${store}/before-after-hook`])
})

it('leaves out a package of which nothing is left in the bundle', () => {
  expect(bundledPackages(bundle({ 'node_modules/unused/index.js': 0 }))).toEqual([])
})

it('reads name, version and license of a package, in British spelling as well', () => {
  mkdirSync(join(folder, 'hook'))
  writeFileSync(join(folder, 'hook/package.json'), '{ "name": "hook", "version": "4.0.0", "license": "Apache-2.0" }')
  writeFileSync(join(folder, 'hook/LICENCE.md'), 'Do as you like.\n')
  expect(readPackage(join(folder, 'hook'))).toEqual({
    ...{ name: 'hook', version: '4.0.0', license: 'Apache-2.0' },
    text: 'Do as you like.',
  })
})

it('refuses to bundle a package without a license', () => {
  writeFileSync(join(folder, 'package.json'), '{ "name": "hook", "version": "4.0.0" }')
  expect(() => readPackage(folder)).toThrow('hook is bundled, and there is no license')
})

it('writes the licenses in the order of the names', () => {
  const text = licensesText([
    { name: 'toad', version: '3.7.4', license: 'MIT', text: 'Of toads.' },
    { name: 'hook', version: '4.0.0', license: 'MIT', text: 'Of hooks.' },
  ])
  expect(text).toMatch(
    /^This package contains[\s\S]*hook 4\.0\.0 \(MIT\)\n\nOf hooks\.\n\n-+\n\ntoad 3\.7\.4 \(MIT\)\n\nOf toads\.\n$/,
  )
})

it('writes beside the first bundle of a fresh clone, and takes the file away with the last foreign package', () => {
  const place = join(folder, 'node_modules/hook')
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'package.json'), '{ "name": "hook", "version": "4.0.0", "license": "MIT" }')
  writeFileSync(join(place, 'LICENSE'), 'Of hooks.')
  const file = join(folder, 'dist/THIRD-PARTY-NOTICES')
  finishBuild({ './node_modules/hook/index.js': 10 })
  expect(readFileSync(file, 'utf8')).toContain('hook 4.0.0 (MIT)')
  finishBuild({ 'src/index.ts': 10 })
  expect(existsSync(file)).toBe(false)
})

/** What esbuild does with the plugin at the end of a build. */
function finishBuild(inputs: Record<string, number>): void {
  const initialOptions = { absWorkingDir: folder, outdir: 'dist', metafile: false }
  thirdPartyLicenses.setup({
    initialOptions,
    onEnd: (finish: (result: { metafile: unknown }) => void) => finish({ metafile: bundle(inputs) }),
  })
  expect(initialOptions.metafile).toBe(true)
}
