import { basename, resolve } from 'node:path'
import { createRandom, untilEnd } from '@data-import/fake-server'
import type { FakeOwner } from '../fake-owner.js'
import { populate } from '../populate/populate.js'
import { randomChange } from '../populate/random-change.js'
import { startFakeGithub } from '../start-fake-github.js'
import type { CommandLine } from './parse-command-line.js'

/** Serves until it is told to end, and leaves nothing behind. */
export async function serve(options: CommandLine): Promise<void> {
  const github = await startFakeGithub(options)
  const ended = untilEnd(options)
  const owner = github.addOrganization(options.organization)
  try {
    const { repositories, seed, commits } = options
    if (repositories > 0) await populate(owner, { repositories, seed, commitsOfLargest: commits })
    if (options.git !== null) {
      await owner.addRepository({
        name: basename(resolve(options.git)).replace(/\.git$/, ''),
        git: resolve(options.git),
      })
    }
    process.stdout.write(describe(github.url, owner))
    const stopChanging = changeEvery(options, owner)
    await ended
    stopChanging()
  } finally {
    await github.close()
  }
}

function describe(url: string, owner: FakeOwner): string {
  const settings = [`GITHUB_API_URL=${url}`, `GITHUB_TOKEN=${owner.token}`, `GITHUB_ORG=${owner.login}`]
  return [
    `GitHub for tests: ${url}`,
    `Token:            ${owner.token}`,
    '',
    'Until Ctrl-C, in another terminal:',
    '',
    `  npx @data-import/cli sources add GITHUB --name fake ${settings.map((each) => `--set ${each}`).join(' ')}`,
    '  npx @data-import/cli sources check fake',
    '  npx @data-import/cli run --source fake',
    '',
  ].join('\n')
}

function changeEvery({ changeEverySeconds, seed }: CommandLine, owner: FakeOwner): () => void {
  if (changeEverySeconds === 0) return () => undefined
  const random = createRandom(seed)
  const timer = setInterval(() => {
    randomChange(owner, random).then(
      (change) => process.stdout.write(`${change}\n`),
      (error: unknown) => process.stderr.write(`${String(error)}\n`),
    )
  }, changeEverySeconds * 1000)
  return () => clearInterval(timer)
}
