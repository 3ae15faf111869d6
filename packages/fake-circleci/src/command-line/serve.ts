import { createRandom, untilEnd } from '@data-import/fake-server'
import { populate } from '../populate/populate.js'
import { randomChange } from '../populate/random-change.js'
import { startFakeCircleci } from '../server/start-fake-circleci.js'
import type { FakeOrganization } from '../verbs/organization.js'
import type { CommandLine } from './parse-command-line.js'

/** Serves until it is told to end. */
export async function serve(options: CommandLine): Promise<void> {
  const circleci = await startFakeCircleci(options)
  const ended = untilEnd(options)
  const organization = circleci.addOrganization('gh/acme')
  const { projects, pipelines, seed } = options
  populate(organization, { projects, pipelines, seed, now: circleci.now() })
  process.stdout.write(describe(circleci.url, organization))
  const random = createRandom(seed)
  const every = options.changeEverySeconds * 1000
  const timer = setInterval(
    () => process.stdout.write(`${randomChange(organization, random, circleci.now())}\n`),
    every || 2 ** 31 - 1,
  )
  await ended
  clearInterval(timer)
  await circleci.close()
}

function describe(url: string, { token, slug }: FakeOrganization): string {
  const settings = [`CIRCLECI_URL=${url}`, `CIRCLECI_TOKEN=${token}`, `CIRCLECI_ORGANIZATION=${slug}`]
  return [
    `CircleCI for tests: ${url}`,
    `Token:              ${token}`,
    '',
    'Until Ctrl-C, in another terminal:',
    '',
    `  npx @data-import/cli sources add CIRCLECI --name fake ${settings.map((each) => `--set ${each}`).join(' ')}`,
    '  npx @data-import/cli sources check fake',
    '  npx @data-import/cli run --source fake',
    '',
  ].join('\n')
}
