import type { CommitPerson, CommitRecord } from './commit-record.js'
import { nulTokens } from './nul-tokens.js'
import { gitEnd, startGit } from './run-git.js'

const fields = ['%H', '%T', '%P', '%an', '%ae', '%ad', '%cn', '%ce', '%cd', '%B']

/** Reads what is reachable from `heads` and not from `known`. */
export async function* readCommits(
  directory: string,
  heads: readonly string[],
  known: readonly string[],
): AsyncGenerator<CommitRecord> {
  const child = startGit(directory, [
    'log',
    '-z',
    '--date=raw',
    '--encoding=UTF-8',
    `--format=tformat:${fields.join('%n')}`,
    '--stdin',
  ])
  const end = gitEnd(child, 'log')
  child.stdin?.end([...heads, ...known.map((sha) => `^${sha}`)].join('\n'))
  if (child.stdout) {
    for await (const tokens of nulTokens(child.stdout)) for (const token of tokens) yield parseCommit(token)
  }
  await end
}

function parseCommit(text: string): CommitRecord {
  const lines = text.split('\n')
  const line = (index: number) => lines[index] ?? ''
  return {
    sha: line(0),
    tree: line(1),
    parents: line(2) === '' ? [] : line(2).split(' '),
    author: person(line(3), line(4), line(5)),
    committer: person(line(6), line(7), line(8)),
    // git ends a message with a line break, which GitHub doesn't show.
    message: lines.slice(9).join('\n').replace(/\n+$/, ''),
  }
}

function person(name: string, email: string, date: string): CommitPerson {
  const [seconds, offset] = date.split(' ')
  return { name, email, seconds: Number(seconds), offset: offset ?? '+0000' }
}
