import { parseArgs } from 'node:util'

const usage = `fake-jenkins: a Jenkins on loopback, for tests and for trying things offline

  --port N                 default: any that is free
  --jobs N                 default 20
  --builds N               of the largest job; default 250
  --seed N                 of everything made up; default 1
  --latency-ms N           before each answer; default 0
  --root-url URL           the address that Jenkins prints; default: the one that it is served at
  --change-every SECONDS   makes a random change that often
  --until-stdin-closes     ends with the process that started it`

/** What the command was asked for. */
export interface CommandLine {
  readonly port: number
  readonly jobs: number
  readonly builds: number
  readonly seed: number
  readonly latencyMs: number
  readonly rootUrl: string | null
  readonly changeEverySeconds: number
  readonly untilStdinCloses: boolean
}

/** Reads the command line; help and complaints come as text. */
export function parseCommandLine(args: readonly string[]): CommandLine | { text: string; exitCode: number } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        jobs: { type: 'string', default: '20' },
        builds: { type: 'string', default: '250' },
        seed: { type: 'string', default: '1' },
        'latency-ms': { type: 'string', default: '0' },
        'root-url': { type: 'string' },
        'change-every': { type: 'string', default: '0' },
        'until-stdin-closes': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return { text: usage, exitCode: 0 }
    return {
      port: number('port', values.port),
      jobs: number('jobs', values.jobs),
      builds: number('builds', values.builds),
      seed: number('seed', values.seed),
      latencyMs: number('latency-ms', values['latency-ms']),
      rootUrl: values['root-url'] ?? null,
      changeEverySeconds: number('change-every', values['change-every']),
      untilStdinCloses: values['until-stdin-closes'],
    }
  } catch (error) {
    return { text: `${error instanceof Error ? error.message : String(error)}\n\n${usage}`, exitCode: 2 }
  }
}

function number(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0 || text.trim() === '')
    throw new Error(`--${name} takes a number, not ${text}`)
  return value
}
