import { createRandom, untilEnd } from '@data-import/fake-server'
import type { FakeOwner } from '../owner-handle.js'
import { populate } from '../populate/populate.js'
import { randomChange } from '../populate/random-change.js'
import { startFakeGitlab } from '../start-fake-gitlab.js'
import type { CommandLine } from './parse-command-line.js'

/** Serves until it is told to end. */
export async function serve(options: CommandLine): Promise<void> {
  const gitlab = await startFakeGitlab(options)
  const ended = untilEnd(options)
  const owner = gitlab.addGroup(options.group)
  populate(owner, { projects: options.projects, commitsOfLargest: options.commits, seed: options.seed })
  process.stdout.write(describe(gitlab.url, owner))
  const random = createRandom(options.seed)
  const timer =
    options.changeEverySeconds > 0
      ? setInterval(() => process.stdout.write(`${randomChange(owner, random)}\n`), options.changeEverySeconds * 1_000)
      : undefined
  await ended
  clearInterval(timer)
  await gitlab.close()
}

function describe(url: string, owner: FakeOwner): string {
  const settings = [`GITLAB_URL=${url}`, `GITLAB_TOKEN=${owner.token}`, `GITLAB_GROUP=${owner.path}`]
  return [
    `GitLab for tests: ${url}`,
    `Token:            ${owner.token}`,
    '',
    'Until Ctrl-C, in another terminal:',
    '',
    `  npx @data-import/cli sources add GITLAB --name fake ${settings.map((each) => `--set ${each}`).join(' ')}`,
    '  npx @data-import/cli sources check fake',
    '  npx @data-import/cli run --source fake',
    '',
  ].join('\n')
}
