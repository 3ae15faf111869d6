import type { Command } from 'commander'
import { loadCommands } from '../../../packages/cli/src/commands/load-commands.js'
import { createProgram } from '../../../packages/cli/src/create-program.js'

const commands = await loadCommands()

/** The program of the command line, which writes its help to the given function and runs nothing. */
export function createSilentProgram(write: (text: string) => void = () => {}): Command {
  const output = { write, isTTY: false, columns: 100 }
  const program = createProgram(
    {
      stdout: output,
      stderr: output,
      env: {},
      cwd: '/',
      readStdin: async () => '',
      onStop: () => () => {},
      now: () => new Date(0),
    },
    () => {},
    commands,
  )
  for (const command of commandsBelow(program)) if (command.commands.length === 0) command.action(() => {})
  return program
}

/** The commands of a program, those of groups after their group. */
export function commandsBelow(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...commandsBelow(child)])
}

/** The words that call a command: `data-import sources add`. */
export function callOf(command: Command): string {
  return command.parent ? `${callOf(command.parent)} ${command.name()}` : command.name()
}
