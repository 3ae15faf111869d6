import { describe, expect, it } from 'vitest'
import { checkContents } from './check-contents.mjs'

const manifest = {
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
  bin: { acme: './dist/bin.js' },
}

const sound = {
  'package.json': JSON.stringify(manifest),
  'README.md': '# acme',
  LICENSE: 'MIT',
  'CHANGELOG.md': '# acme',
  'dist/index.js': "export { a } from './chunk-A.js'\n//# sourceMappingURL=index.js.map",
  'dist/index.js.map': '{"sources":[]}',
  'dist/chunk-A.js': "export const a = new URL('./migrations', import.meta.url)",
  'dist/migrations/1/migration.sql': 'SELECT 1',
  'dist/index.d.ts': "import { A } from './types-B.js'",
  'dist/types-B.d.ts': 'export type A = string',
  'dist/bin.js': "import './chunk-A.js'",
}

describe('checkContents', () => {
  it('finds nothing in a tarball whose files are all reached', () => {
    expect(checkContents(sound, '/checkout')).toEqual([])
  })

  it('takes no example in a comment for an import', () => {
    const text =
      "/**\n * @example\n * import { PrismaClient } from './generated/client.js'\n */\nexport type A = string"
    expect(checkContents({ ...sound, 'dist/types-B.d.ts': text }, '/checkout')).toEqual([])
  })

  it('wants the licenses of what is bundled', () => {
    const code = '// ../../node_modules/.pnpm/@acme+hook@1/node_modules/@acme/hook/index.js\nvar hook = 1\n'
    const bundled = { ...sound, 'dist/index.js': `${code}${sound['dist/index.js']}` }
    const problem = "@acme/hook is bundled, and dist/THIRD-PARTY-NOTICES doesn't have its license"
    expect(checkContents(bundled, '/checkout')).toEqual([problem])
    const of = (name: string) => ({ ...bundled, 'dist/THIRD-PARTY-NOTICES': `Code of:\n\n${name} 1.0.0 (MIT)\n` })
    expect(checkContents(of('@acme/hooks'), '/checkout')).toEqual([problem])
    expect(checkContents(of('@acme/hook'), '/checkout')).toEqual([])
  })

  it.each([
    ['dist/old.js', 'export {}', 'dist/old.js is reached from no entry point'],
    ['dist/bin.d.ts', 'export {}', 'dist/bin.d.ts is reached from no entry point'],
    ['dist/index.js', "import '/checkout/a.js'", 'dist/index.js names the folder of the checkout'],
    ['dist/index.js', "import './gone.js'", 'dist/gone.js is named and not there'],
    ['dist/index.js.map', '{"sources":["/build/a.ts"],"sourcesContent":[""]}', 'dist/index.js.map names /build/a.ts'],
    ['dist/index.js.map', '{"sources":["../src/a.ts"]}', "holds no sources, which aren't in the tarball either"],
    ['dist/migrations/a.test.js', '', 'dist/migrations/a.test.js is for tests'],
    ['LICENSE', '', 'LICENSE is missing'],
  ])('finds what is wrong with %s: %s', (file, text, problem) => {
    expect(checkContents({ ...sound, [file]: text }, '/checkout').join('\n')).toContain(problem)
  })
})
