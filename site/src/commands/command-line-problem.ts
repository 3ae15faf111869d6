import { CommanderError } from 'commander'
import type { CommandLine } from './command-lines.js'
import { createSilentProgram } from './silent-program.js'

const help = ['commander.helpDisplayed', 'commander.version']
const leftOut = ['commander.help', 'commander.missingArgument', 'commander.optionMissingArgument']

/** Why the program would not understand a command line; undefined where it would. Runs nothing. */
export function commandLineProblem({ words, isMention }: CommandLine): string | undefined {
  try {
    createSilentProgram().parse(words, { from: 'user' })
    return undefined
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (help.includes(error.code) || (isMention && leftOut.includes(error.code))) return undefined
    return `data-import ${words.join(' ')}: ${error.message}`
  }
}
