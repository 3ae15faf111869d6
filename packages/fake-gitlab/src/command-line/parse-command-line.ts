import { parseArgs } from 'node:util'

const usage = `fake-gitlab: a GitLab on loopback, for tests and for trying things offline

  --port N                 default: any that is free
  --group PATH             default acme
  --projects N             default 20
  --commits N              of the largest project; default 2000
  --seed N                 of everything made up; default 1
  --latency-ms N           before each answer; default 0
  --relative-path PATH     where it lies, such as /gitlab
  --change-every SECONDS   makes a random change that often
  --until-stdin-closes     ends with the process that started it`

/** What the command was asked for. */
export interface CommandLine {
  readonly port: number
  readonly group: string
  readonly projects: number
  readonly commits: number
  readonly seed: number
  readonly latencyMs: number
  readonly relativePath: string
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
        group: { type: 'string', default: 'acme' },
        projects: { type: 'string', default: '20' },
        commits: { type: 'string', default: '2000' },
        seed: { type: 'string', default: '1' },
        'latency-ms': { type: 'string', default: '0' },
        'relative-path': { type: 'string', default: '' },
        'change-every': { type: 'string', default: '0' },
        'until-stdin-closes': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return { text: usage, exitCode: 0 }
    return {
      port: number('port', values.port),
      group: values.group,
      projects: number('projects', values.projects),
      commits: number('commits', values.commits),
      seed: number('seed', values.seed),
      latencyMs: number('latency-ms', values['latency-ms']),
      relativePath: values['relative-path'],
      changeEverySeconds: number('change-every', values['change-every']),
      untilStdinCloses: values['until-stdin-closes'],
    }
  } catch (error) {
    return { text: `${error instanceof Error ? error.message : String(error)}\n\n${usage}`, exitCode: 2 }
  }
}

function number(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0 || text.trim() === '') {
    throw new Error(`--${name} takes a number, not ${text}`)
  }
  return value
}
