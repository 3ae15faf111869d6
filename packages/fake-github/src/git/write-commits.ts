import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { CommitPlan, PlannedPerson } from './commit-plan.js'
import { gitEnd, startGit } from './run-git.js'

const chunkLength = 1 << 16

/** Makes commits with `git fast-import`, and resolves to the shas of the plans whose index `wanted` names. */
export async function writeCommits(
  directory: string,
  plans: Iterable<CommitPlan>,
  wanted: 'all' | 'last' = 'all',
): Promise<string[]> {
  const child = startGit(directory, ['fast-import', '--quiet', '--force', '--date-format=raw'])
  const end = gitEnd(child, 'fast-import')
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('git fast-import has no pipes')
  stdin.on('error', () => undefined)
  const shas = readLines(createInterface(stdout))
  let text = ''
  let count = 0
  for (const plan of plans) {
    text += describeCommit(plan, count)
    count += 1
    if (wanted === 'all') text += `get-mark :${count}\n`
    if (text.length < chunkLength) continue
    if (!stdin.write(text)) await Promise.race([once(stdin, 'drain'), end])
    text = ''
  }
  if (wanted === 'last' && count > 0) text += `get-mark :${count}\n`
  stdin.end(text)
  await end
  return shas
}

/** Marks are numbered from 1. */
function describeCommit(plan: CommitPlan, index: number): string {
  const [from, ...merged] = plan.parents.map((parent) => (typeof parent === 'string' ? parent : `:${parent + 1}`))
  const lines = [
    from === undefined ? `reset ${plan.ref}\ncommit ${plan.ref}` : `commit ${plan.ref}`,
    `mark :${index + 1}`,
    `author ${describePerson(plan.author)}`,
    `committer ${describePerson(plan.committer)}`,
    describeData(plan.message),
  ]
  if (from !== undefined) lines.push(`from ${from}`)
  for (const parent of merged) lines.push(`merge ${parent}`)
  for (const [path, modeAndSha] of plan.blobs ?? []) lines.push(`M ${modeAndSha} ${path}`)
  for (const [path, content] of plan.files) {
    lines.push(content === null ? `D ${path}` : `M 100644 inline ${path}\n${describeData(content)}`)
  }
  return `${lines.join('\n')}\n`
}

function describePerson({ name, email, date }: PlannedPerson): string {
  return `${name.replace(/[<>\n\0]/g, '')} <${email.replace(/[<>\n\0]/g, '')}> ${Math.floor(date.getTime() / 1000)} +0000`
}

function describeData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`
}

function readLines(input: AsyncIterable<string> & { on(event: 'line', listener: (line: string) => void): unknown }) {
  const lines: string[] = []
  input.on('line', (line) => lines.push(line))
  return lines
}
