import { createRandom, untilEnd } from '@data-import/fake-server'
import type { FakeSonarqube } from '../fake-sonarqube.js'
import { populate } from '../populate/populate.js'
import { randomChange } from '../populate/random-change.js'
import { startFakeSonarqube } from '../start-fake-sonarqube.js'
import type { CommandLine } from './parse-command-line.js'

/** Serves until it is told to end. */
export async function serve(options: CommandLine): Promise<void> {
  const sonarqube = await startFakeSonarqube(options)
  const ended = untilEnd(options)
  try {
    const { projects, seed, issues } = options
    populate(sonarqube, { projects, seed, issuesOfLargest: issues })
    process.stdout.write(describe(sonarqube))
    const random = createRandom(seed)
    const change = () => process.stdout.write(`${randomChange(sonarqube, random)}\n`)
    const { changeEverySeconds: seconds } = options
    const timer = seconds > 0 ? setInterval(change, seconds * 1000) : undefined
    await ended
    clearInterval(timer)
  } finally {
    await sonarqube.close()
  }
}

function describe({ url, token, flavor, organization }: FakeSonarqube): string {
  const settings = [`SONARQUBE_URL=${url}`, `SONARQUBE_TOKEN=${token}`]
  if (flavor === 'cloud') settings.push(`SONARQUBE_ORGANIZATION=${organization}`)
  return [
    `SonarQube for tests: ${url}`,
    `Token:               ${token}`,
    '',
    'Until Ctrl-C, in another terminal:',
    '',
    `  npx @data-import/cli sources add SONARQUBE --name fake ${settings.map((each) => `--set ${each}`).join(' ')}`,
    '  npx @data-import/cli sources check fake',
    '  npx @data-import/cli run --source fake',
    '',
  ].join('\n')
}
