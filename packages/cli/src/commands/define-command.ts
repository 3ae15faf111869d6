import { type Command, Option } from 'commander'
import { type ExitCode, exitCode } from '../terminal/exit-code.js'
import type { Terminal } from '../terminal/terminal.js'
import { action } from './action.js'
import type { CommandScope } from './command-scope.js'

/** Adds commands to a program; each reports its exit code to `finish`. */
export type AddCommand = (parent: Command, terminal: Terminal, finish: (code: ExitCode) => void) => void

/** Flags, description, parser and default value of an option, as commander takes them. */
type OptionDefinition =
  | Option
  | readonly [
      flags: string,
      description: string,
      parse?: (value: string, before: never) => unknown,
      defaultValue?: unknown,
    ]

/** A command: what its help and docs/command-line.md say, and what it does. */
export interface CommandDefinition<Options, Arguments extends unknown[]> {
  name: string
  description: string
  /** `<run>` or `[names...]`, with a description. */
  arguments?: readonly (readonly [usage: string, description: string])[]
  options?: readonly OptionDefinition[]
  /** Help for `--json`; false: there is no such option. Default: `'one JSON document on stdout'`. */
  json?: string | false
  /** Complete lines for a shell. */
  examples: readonly string[]
  /** What the exit codes 1 and 75 mean if they have a meaning of their own here. */
  exitCodes?: Readonly<Record<number, string>>
  /** Returns the exit code. Default: 0. */
  run(
    scope: CommandScope,
    options: Options & { json?: true },
    ...values: Arguments
  ): Promise<ExitCode | undefined> | Promise<void>
}

/** Makes a command of its definition. */
export function defineCommand<Options, Arguments extends unknown[] = []>(
  definition: CommandDefinition<Options, Arguments>,
): AddCommand {
  const { name, description, options = [], json = 'one JSON document on stdout', examples, exitCodes = {} } = definition
  return (parent, terminal, finish) => {
    const command = parent.command(name).description(description)
    for (const [usage, about] of definition.arguments ?? []) command.argument(usage, about)
    const all: OptionDefinition[] = json === false ? [...options] : [...options, ['--json', json]]
    for (const given of all) command.addOption(given instanceof Option ? given : createOption(given))
    command.addHelpText('after', helpNotes(examples, exitCodes))
    command.action(
      action<Options & { json?: true }, Arguments>(terminal, finish, async (...given) => {
        const code = await definition.run(...given)
        return typeof code === 'number' ? code : exitCode.ok
      }),
    )
  }
}

/** Makes a group of commands, such as `sources`. */
export function defineGroup(name: string, description: string, commands: readonly AddCommand[]): AddCommand {
  return (parent, terminal, finish) => {
    const group = parent.command(name).description(description)
    for (const add of commands) add(group, terminal, finish)
  }
}

function createOption([flags, description, parse, defaultValue]: Exclude<OptionDefinition, Option>): Option {
  const option = new Option(flags, description)
  if (parse) option.argParser(parse as (value: string, before: unknown) => unknown)
  return defaultValue === undefined ? option : option.default(defaultValue)
}

/** Examples and exit codes; `npm run docs` reads them out of the help. */
function helpNotes(examples: readonly string[], exitCodes: Readonly<Record<number, string>>): string {
  const codes = Object.entries(exitCodes).map(([code, meaning]) => `  ${code.padEnd(4)}${meaning}`)
  const codeLines = codes.length > 0 ? ['', 'Exit codes, beside 0 and 2:', ...codes] : []
  return ['', 'Examples:', ...examples.map((example) => `  ${example}`), ...codeLines].join('\n')
}
