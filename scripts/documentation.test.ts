import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { commentBlocks, typeScriptBlocks } from './code-blocks.mjs'
import { filesBelow } from './fingerprint.mjs'
import { builtPackages, root } from './workspace.mjs'

/** Those of packages are shown by the registry, which leads their links to the repository. */
const readmes = ['packages', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => `${folder}/${name}/README.md`),
)
const guides = filesBelow(['docs']).filter((file) => file.endsWith('.md'))
const documents = ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'SECURITY.md', ...guides, ...readmes]
const sources = filesBelow(builtPackages().map(({ folder }) => `${folder}/src`)).filter((file) =>
  /(?<!\.test|\.fixture)\.ts$/.test(file),
)

/** What an entry point's documentation must show: how it is used. */
const entryPoints = [
  'packages/import-core/src/orchestrator/create-orchestrator.ts',
  'packages/import-core/src/locks/postgres-lock.ts',
  'packages/import-core/src/runs/calculate-date-range.ts',
  'packages/import-core/src/contract/tables/table-definition.ts',
  'packages/import-core/src/secrets/seal-secret.ts',
  'packages/import-core/src/secrets/create-redactor.ts',
  'packages/embedded-database/src/embedded-database.ts',
  'packages/fake-github/src/start-fake-github.ts',
  'packages/fake-sonarqube/src/start-fake-sonarqube.ts',
  'packages/fake-gitlab/src/start-fake-gitlab.ts',
]

/** The library and our sources, which are the same for each program. */
const parsedFiles = new Map<string, ts.SourceFile>()

/** Type-checks texts as if they were files of the reference database, which has a generated client as a host has. */
function errorsIn(blocks: ReadonlyMap<string, string>, parsed = parsedFiles): string[] {
  const configuration = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config
  const { options } = ts.convertCompilerOptionsFromJson(configuration.compilerOptions, root)
  const host = ts.createCompilerHost({ ...options, noEmit: true })
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (file) => blocks.has(file) || fileExists(file)
  host.readFile = (file) => blocks.get(file) ?? readFile(file)
  host.getSourceFile = (file, target, ...rest) => {
    const text = blocks.get(file)
    if (text !== undefined) return ts.createSourceFile(file, text, target)
    const source = parsed.get(file) ?? getSourceFile(file, target, ...rest)
    if (source) parsed.set(file, source)
    return source
  }
  const program = ts.createProgram([...blocks.keys()], { ...options, noEmit: true }, host)
  return [...blocks.keys()].flatMap((file) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(
        ({ messageText }) => `${file.slice(root.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      ),
  )
}

function blockFile(document: string, line: number): string {
  return join(root, 'prisma', `${document.replaceAll('/', '-')}-line-${line}.ts`)
}

function blocksOf(files: readonly string[], find: typeof typeScriptBlocks): [file: string, code: string][] {
  return files.flatMap((file) =>
    find(readFileSync(join(root, file), 'utf8')).map(({ line, code }): [string, string] => [
      blockFile(file, line),
      `${code}\nexport {}\n`,
    ]),
  )
}

describe('the documentation', () => {
  it('holds TypeScript that compiles', () => {
    const blocks = blocksOf(documents, typeScriptBlocks)
    expect(blocks.length).toBeGreaterThan(5)
    expect(errorsIn(new Map(blocks))).toEqual([])
  })

  it('holds TypeScript that compiles in the comments of the code', () => {
    const blocks = blocksOf(sources, commentBlocks)
    expect(blocks.length).toBeGreaterThan(10)
    // What a block declares for a whole application concerns no other block.
    const [global, own] = [true, false].map((isGlobal) =>
      blocks.filter(([, code]) => code.includes('declare module') === isGlobal),
    )
    // It declares more of a package that its application imports somewhere.
    const alone = (global ?? []).map(([file, code]) => new Map([[file, `import '@data-import/core'\n${code}`]]))
    expect([...errorsIn(new Map(own)), ...alone.flatMap((block) => errorsIn(block))]).toEqual([])
  })

  it.each(entryPoints)('shows in %s how it is used', (file) => {
    expect(commentBlocks(readFileSync(join(root, file), 'utf8'))).not.toEqual([])
  })

  it('links to files that exist', () => {
    const broken = documents.flatMap((document) => {
      const links = [...readFileSync(join(root, document), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      return links
        .filter(([, target = '']) => !existsSync(join(root, dirname(document), target)))
        .map(([, target]) => `${document}: ${target}`)
    })
    expect(broken).toEqual([])
  })
})

describe('typeScriptBlocks', () => {
  it('finds the code and its line', () => {
    expect(typeScriptBlocks('# Title\n\n```ts\nconst a = 1\n```\n\n```sql\nselect 1\n```\n')).toEqual([
      { line: 4, code: 'const a = 1\n' },
    ])
  })
})

describe('commentBlocks', () => {
  it('finds the code in a comment, and its line', () => {
    const source = 'const b = 2\n\n/**\n * Says.\n *\n * @example\n * ```ts\n * if (a) {\n *   b()\n * }\n * ```\n */\n'
    expect(commentBlocks(source)).toEqual([{ line: 8, code: 'if (a) {\n  b()\n}\n' }])
  })
})

describe('errorsIn', () => {
  it('finds an option that does not exist', () => {
    const code = `import { postgresLock } from '@data-import/core'\npostgresLock({ address: '' })\n`
    expect(errorsIn(new Map([[blockFile('sample', 1), code]]))).toHaveLength(1)
  })
})
