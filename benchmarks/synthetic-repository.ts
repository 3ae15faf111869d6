import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'

/** What a made-up history looks like. Defaults are near those of a service's repository. */
export interface SyntheticRepositoryOptions {
  commits: number
  /** Files at the beginning. Default: 400. */
  files?: number
  /** Equal seeds make equal repositories. Default: 1. */
  seed?: number
}

interface SyntheticFile {
  path: string
  lines: string[]
}

const vocabulary = 'const return await import export order price basket customer delivery invoice if else for of new'
const authors = Array.from({ length: 40 }, (_, index) => `Person ${index} <person${index}@acme.example>`)
const firstSecond = 1_500_000_000

/**
 * Makes a bare repository with edits, additions, deletions, renames and merges through `git fast-import`: files of 20
 * to 1,500 lines in a tree of folders, one to six of them edited by a commit.
 */
export async function createSyntheticRepository(folder: string, options: SyntheticRepositoryOptions): Promise<void> {
  const { commits, files: fileCount = 400, seed = 1 } = options
  await mkdir(folder, { recursive: true })
  await run(['init', '--quiet', '--bare', '--initial-branch=main', folder])
  const importing = spawn('git', ['-C', folder, 'fast-import', '--quiet'], { stdio: ['pipe', 'inherit', 'inherit'] })
  for (const part of history(commits, fileCount, createRandom(seed))) {
    if (!importing.stdin.write(part)) await once(importing.stdin, 'drain')
  }
  importing.stdin.end()
  const [code] = await once(importing, 'close')
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`)
  await run(['-C', folder, 'repack', '-a', '-d', '-q'])
}

function* history(commits: number, fileCount: number, random: () => number): Generator<string> {
  const pick = (below: number) => Math.floor(random() * below)
  const words = vocabulary.split(' ')
  const line = () => `${Array.from({ length: 2 + pick(8) }, () => words[pick(words.length)]).join(' ')} ${pick(1e6)}`
  const text = (lines: number) => Array.from({ length: lines }, line)
  let made = 0
  const newFile = (): SyntheticFile => ({
    path: `source/area${pick(12)}/part${pick(8)}/file${made++}.ts`,
    lines: text(20 + Math.floor(1480 * random() ** 3)),
  })
  const files = Array.from({ length: fileCount }, newFile)
  const content = ({ path, lines }: SyntheticFile) => {
    const body = `${lines.join('\n')}\n`
    return `M 100644 inline ${path}\ndata ${Buffer.byteLength(body)}\n${body}\n`
  }
  const header = (mark: number, parents: string) => {
    const message = `Change ${mark}: ${line()}\n\n${text(pick(6)).join('\n')}\n`
    const who = `${authors[pick(authors.length)]} ${firstSecond + mark * 600} +0000`
    const ref = `commit refs/heads/main\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n`
    return `${ref}data ${Buffer.byteLength(message)}\n${message}${parents}`
  }

  yield `reset refs/heads/main\n${header(1, '')}${files.map(content).join('')}\n`
  for (let mark = 2; mark <= commits; mark++) {
    // A branch of one commit, then its merge, which takes its change.
    const isMerge = mark > 4 && random() < 0.04
    const parents = isMerge ? `from :${mark - 1}\nmerge :${mark - 2 - pick(2)}\n` : `from :${mark - 1}\n`
    const changes: string[] = []
    for (let edits = 1 + Math.floor(6 * random() ** 2); edits > 0; edits--) {
      const file = files[pick(files.length)]
      if (!file || changes.some((change) => change.includes(`${file.path}\n`))) continue
      const at = pick(file.lines.length)
      file.lines.splice(at, pick(6), ...text(1 + pick(9)))
      changes.push(content(file))
    }
    const dice = random()
    if (dice < 0.04) {
      const file = files[pick(files.length)]
      if (file && !changes.some((change) => change.includes(`${file.path}\n`))) {
        const former = file.path
        file.path = former.replace(/file\d+/, `file${made++}`)
        changes.push(`R ${former} ${file.path}\n`)
      }
    } else if (dice < 0.12) {
      const file = newFile()
      files.push(file)
      changes.push(content(file))
    } else if (dice < 0.16 && files.length > 50) {
      const [file] = files.splice(pick(files.length), 1)
      if (file) changes.push(`D ${file.path}\n`)
    }
    yield `${header(mark, parents)}${changes.join('')}\n`
  }
}

/** mulberry32: small, fast and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

async function run(commandLine: readonly string[]): Promise<void> {
  const git = spawn('git', commandLine, { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(git, 'close')
  if (code !== 0) throw new Error(`git ${commandLine[0]} ended with ${code}`)
}
