import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { collect, testRepository } from '../test-repository.js'
import { countedPages } from './counted-pages.js'

/** Edits, additions, deletions, moves, binary files and merges, as a small generator of numbers has it. */
function writtenHistory(commits: number): string {
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  const lines = () => Array.from({ length: 40 }, () => `line ${random(30)}\n`).join('')
  const present = new Set<string>()
  const write = (path: string, content = lines()) => {
    present.add(path)
    return `M 100644 inline ${path}\n${data(content)}`
  }
  const change = () => {
    const path = `src/${random(12)}.txt`
    const kind = random(5)
    if (kind > 2) return write(path) + write(`src/${random(12)}.txt`)
    if (kind === 2 || !present.delete(path)) return write(path, `\0${random(99)}`)
    if (kind === 1) return `D ${path}\n`
    const moved = `moved/${random(1000)}.txt`
    present.add(moved)
    return `R ${path} ${moved}\n`
  }
  const history = Array.from({ length: commits }, (_, index) => {
    const number = index + 1
    const merged = number > 6 && random(5) === 0 ? `merge :${number - 2 - random(4)}\n` : ''
    const parents = number === 1 ? '' : `from :${number - 1}\n${merged}`
    const who = `committer Ada <ada@acme.example> ${1_700_000_000 + number} +0000\n`
    return `commit refs/heads/main\nmark :${number}\n${who}${data(String(number))}${parents}${change()}\n`
  })
  return history.join('')
}

it('counts each commit of a long history as git log does for that commit, whichever git compares it', async () => {
  const { folder, git, open } = testRepository()
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: writtenHistory(900) })
  const logged = git('log', '--numstat', '--diff-merges=first-parent', '-M', '--format=commit %H')
    .split('commit ')
    .slice(1)
  const expected = logged.map((text) => {
    const [sha, , ...files] = text.trimEnd().split('\n')
    const sum = (column: 0 | 1) => files.reduce((total, file) => total + (Number(file.split('\t')[column]) || 0), 0)
    return [sha, { linesAdded: sum(0), linesRemoved: sum(1), filesChanged: files.length }]
  })
  const range = { head: git('rev-parse', 'main'), bases: [] }
  const pages = await collect(countedPages(await open(), range, { boundary: new Set(), parallelism: 2 }))
  const commits = pages.flatMap((page) => page.commits)
  expect(commits.map(({ commit, counts }) => [commit.sha, counts])).toEqual(expected)
  expect(commits.filter(({ commit }) => commit.parents.length > 1).length).toBeGreaterThan(100)
  for (const kind of [/=>/, /^-\t-\t/m]) expect(logged.filter((text) => kind.test(text)).length).toBeGreaterThan(50)
})
