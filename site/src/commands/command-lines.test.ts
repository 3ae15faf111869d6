import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guides } from '../guides.js'
import { isInCheckout, root } from '../paths.js'
import { commandLineProblem } from './command-line-problem.js'
import { commandLines, splitWords } from './command-lines.js'

it('every command line of the documents is one that the program understands', () => {
  const readmes = ['packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}/README.md`),
  )
  const documents = ['README.md', ...readmes, ...guides.map(({ source }) => source)].filter(isInCheckout)
  const lines = documents.flatMap((document) =>
    commandLines(readFileSync(join(root, document), 'utf8')).map((line) => ({ document, line })),
  )
  expect(lines.length).toBeGreaterThan(40)
  const problems = lines.flatMap(({ document, line }) => {
    const problem = commandLineProblem(line)
    return problem ? [`${document}: ${problem}`] : []
  })
  expect(problems).toEqual([])
})

describe('commandLines', () => {
  it('finds calls of the package itself, and no installation of it', () => {
    const text =
      'Or `npx @data-import/cli status`.\n\n```\nnpm install @data-import/cli left-pad\nnpx @data-import/cli init git\n```\n'
    expect(commandLines(text)).toEqual([
      { words: ['init', 'git'], isMention: false },
      { words: ['status'], isMention: true },
    ])
  })

  it('finds calls in blocks and in sentences', () => {
    const text =
      'Try `data-import run`.\n\n```sh\nnpx data-import sources \\\n  list    # all\npsql "$(data-import database url)"\nnpm run data-import -- status\n```\n'
    expect(commandLines(text)).toEqual([
      { words: ['sources', 'list'], isMention: false },
      { words: ['database', 'url'], isMention: false },
      { words: ['status'], isMention: false },
      { words: ['run'], isMention: true },
    ])
  })
})

describe('splitWords', () => {
  it('keeps quoted words together and stops at what belongs to the shell', () => {
    expect(splitWords(`sql 'select "a b"' --csv > a.csv`)).toEqual(['sql', 'select "a b"', '--csv'])
    expect(splitWords('sources add GITHUB --set TOKEN=- < token.txt')).toEqual([
      'sources',
      'add',
      'GITHUB',
      '--set',
      'TOKEN=-',
    ])
  })
})

describe('commandLineProblem', () => {
  it.each(['fly', 'run --fast', 'sources ad', 'run --limit 5', 'logs', 'runs --limit none', 'status now'])(
    'finds what is wrong with %s',
    (text) => {
      expect(commandLineProblem({ words: splitWords(text), isMention: false })).toMatch(/^data-import /)
    },
  )

  it.each(['--help', 'run --source acme --force', 'sources check a b'])('finds nothing wrong with %s', (text) => {
    expect(commandLineProblem({ words: splitWords(text), isMention: false })).toBeUndefined()
  })

  it('lets a sentence leave arguments out', () => {
    expect(commandLineProblem({ words: ['sources', 'add'], isMention: true })).toBeUndefined()
    expect(commandLineProblem({ words: ['sources', 'ad'], isMention: true })).toBeDefined()
  })
})
