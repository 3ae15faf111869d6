import { describe, expect, it } from 'vitest'
import { builtPackages, readJson } from '../workspace.mjs'
import { checkEntryFields, withEntryFields } from './entry-fields.mjs'

const door = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` })
const manifest = {
  name: '@acme/anvil',
  exports: { '.': door('index'), './forge': door('forge'), './package.json': './package.json' },
  scripts: {},
}

describe('entry points for a TypeScript that reads no `exports`', () => {
  it('are written beside `exports`, and what has them is right', () => {
    const written = withEntryFields(manifest)
    expect(Object.keys(written)).toEqual(['name', 'main', 'types', 'typesVersions', 'exports', 'scripts'])
    expect(written.typesVersions).toEqual({ '*': { forge: ['./dist/forge.d.ts'] } })
    expect(checkEntryFields(written)).toEqual([])
    expect(withEntryFields(written)).toEqual(written)
  })

  it.each(['main', 'types', 'typesVersions'])('are missed when %s is missing or another', (field) => {
    expect(checkEntryFields({ ...withEntryFields(manifest), [field]: undefined }).join()).toContain(field)
    expect(checkEntryFields({ ...withEntryFields(manifest), [field]: './dist/other.js' }).join()).toContain(field)
  })
})

const published = builtPackages().filter(({ isPublic }) => isPublic)

it.each(published)('$name has them', ({ folder }) => {
  expect(checkEntryFields(readJson(`${folder}/package.json`))).toEqual([])
})
