import { untilEnd } from '@data-import/fake-server'
import type { FakeJenkins } from '../fake-jenkins.js'
import { populate } from '../populate/populate.js'
import { randomChange } from '../populate/random-change.js'
import { startFakeJenkins } from '../start-fake-jenkins.js'
import type { CommandLine } from './parse-command-line.js'

/** Serves until it is told to end. */
export async function serve(options: CommandLine): Promise<void> {
  const { port, seed, latencyMs, rootUrl, jobs, builds } = options
  const jenkins = await startFakeJenkins({ port, seed, latencyMs, ...(rootUrl !== null && { rootUrl }) })
  const ended = untilEnd(options)
  try {
    populate(jenkins, { jobs, buildsOfLargest: builds })
    process.stdout.write(describe(jenkins))
    const stopChanging = changeEvery(options, jenkins)
    await ended
    stopChanging()
  } finally {
    await jenkins.close()
  }
}

function describe({ url, user }: FakeJenkins): string {
  const settings = [`JENKINS_URL=${url}`, `JENKINS_USER=${user.id}`, `JENKINS_TOKEN=${user.token}`]
  return [
    `Jenkins for tests: ${url}`,
    '',
    'Until Ctrl-C, in another terminal:',
    '',
    `  npx @data-import/cli sources add JENKINS --name fake-jenkins ${settings.map((each) => `--set ${each}`).join(' ')}`,
    '  npx @data-import/cli sources check fake-jenkins',
    '  npx @data-import/cli run --source fake-jenkins',
    '',
  ].join('\n')
}

function changeEvery({ changeEverySeconds }: CommandLine, jenkins: FakeJenkins): () => void {
  if (changeEverySeconds === 0) return () => undefined
  const timer = setInterval(() => process.stdout.write(`${randomChange(jenkins)}\n`), changeEverySeconds * 1_000)
  return () => clearInterval(timer)
}
