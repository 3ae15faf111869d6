import { execFileSync } from 'node:child_process'

/** Makes a bare repository with so many commits; the same number makes the same commits. */
export function makeGitRepository(folder: string, commits: number): void {
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder])
  const history = Array.from({ length: commits }, (_, index) => commit(index)).join('')
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: history, maxBuffer: 2 ** 28 })
}

function commit(index: number): string {
  const message = `Change ${index}`
  const content = 'line\n'.repeat(index % 40)
  const instant = 1_577_836_800 + index * 7_000
  return [
    'commit refs/heads/main',
    `committer Ada Example <ada@acme.example> ${instant} +0000`,
    `data ${message.length}\n${message}`,
    `M 644 inline file-${index % 20}.txt`,
    `data ${content.length}\n${content}\n`,
  ].join('\n')
}
