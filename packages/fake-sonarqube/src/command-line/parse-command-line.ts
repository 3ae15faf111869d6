import { parseArgs } from 'node:util'
import type { Flavor } from '../options.js'

const usage = `fake-sonarqube: a SonarQube on loopback, for tests and for trying things offline

  --flavor NAME            9.9, 25 or cloud; default 25
  --port N                 default: any that is free
  --projects N             default 20
  --issues N               of the largest project; default 60
  --seed N                 of everything made up; default 1
  --latency-ms N           before each answer; default 0
  --change-every SECONDS   makes a random change that often
  --until-stdin-closes     ends with the process that started it`

/** What the command was asked for. */
export interface CommandLine {
  readonly flavor: Flavor
  readonly port: number
  readonly projects: number
  readonly issues: number
  readonly seed: number
  readonly latencyMs: number
  readonly changeEverySeconds: number
  readonly untilStdinCloses: boolean
}

const flavors: readonly Flavor[] = ['9.9', '25', 'cloud']

/** Reads the command line; help and complaints come as text. */
export function parseCommandLine(args: readonly string[]): CommandLine | { text: string; exitCode: number } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        flavor: { type: 'string', default: '25' },
        port: { type: 'string', default: '0' },
        projects: { type: 'string', default: '20' },
        issues: { type: 'string', default: '60' },
        seed: { type: 'string', default: '1' },
        'latency-ms': { type: 'string', default: '0' },
        'change-every': { type: 'string', default: '0' },
        'until-stdin-closes': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return { text: usage, exitCode: 0 }
    const flavor = flavors.find((each) => each === values.flavor)
    if (!flavor) throw new Error(`--flavor is one of ${flavors.join(', ')}, not ${values.flavor}`)
    return {
      flavor,
      port: number('port', values.port),
      projects: number('projects', values.projects),
      issues: number('issues', values.issues),
      seed: number('seed', values.seed),
      latencyMs: number('latency-ms', values['latency-ms']),
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
