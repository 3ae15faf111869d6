import { type ChildProcess, spawn } from 'node:child_process'

/** Nothing of the machine's configuration may change what is served. */
const isolated = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
}

/** Starts git on a repository. */
export function startGit(directory: string, args: readonly string[]): ChildProcess {
  const child = spawn('git', ['--git-dir', directory, ...args], {
    env: { PATH: process.env.PATH, ...isolated },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // One that ends before it has read its input says why itself: see `gitEnd`.
  child.stdin.on('error', () => undefined)
  return child
}

/** Resolves when git ends well, else rejects with what it complained of. */
export async function gitEnd(child: ChildProcess, what: string): Promise<void> {
  const complaints: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`git ${what} ended with ${code}: ${Buffer.concat(complaints).toString().trim()}`)
}

/** The whole output of a git command. */
export async function runGit(directory: string, args: readonly string[], input = ''): Promise<string> {
  const child = startGit(directory, args)
  const output: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk))
  child.stdin?.end(input)
  await gitEnd(child, args[0] ?? '')
  return Buffer.concat(output).toString()
}
