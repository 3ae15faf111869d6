import { ConfigurationError } from '@data-import/core'
import type { Command } from 'commander'
import { type AddCommand, defineCommand } from './define-command.js'

const shells: Readonly<Record<string, string>> = {
  bash: `_data_import() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(data-import completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _data_import data-import
`,
  zsh: `#compdef data-import
_data_import() {
  local -a found
  found=(\${(f)"$(data-import completion words -- "\${(@)words[2,CURRENT-1]}" 2>/dev/null)"})
  compadd -a found || _files
}
compdef _data_import data-import
`,
  fish: `complete -c data-import -f -a '(data-import completion words -- (commandline -opc)[2..-1] 2>/dev/null)'
`,
}

/** Completes commands and options; what they are is asked of the program itself, so that it is never out of date. */
export const addCompletion: AddCommand = (parent, terminal, finish) => {
  const add = defineCommand<object, [string, string[]]>({
    name: 'completion',
    description: 'print a script that completes commands and options in a shell',
    arguments: [
      ['<shell>', 'bash, zsh or fish; `words` prints what can follow the given words'],
      ['[words...]', 'words of a command line'],
    ],
    json: false,
    examples: [
      'eval "$(data-import completion bash)"',
      'eval "$(data-import completion zsh)"',
      'data-import completion fish > ~/.config/fish/completions/data-import.fish',
    ],
    async run(scope, _options, shell, words) {
      const script = shell === 'words' ? completionsOf(parent, words) : shells[shell]
      if (script === undefined) throw new ConfigurationError(`There is no completion for ${shell}: bash, zsh or fish.`)
      scope.write(script)
    },
  })
  add(parent, terminal, finish)
}

/** Commands and options that can follow the given words, one a line. */
function completionsOf(program: Command, words: readonly string[]): string {
  let command = program
  for (const word of words) command = command.commands.find((one) => one.name() === word) ?? command
  const names = command.commands.map((one) => one.name())
  const options = [command, program].flatMap((one) => one.options.flatMap(({ long }) => long ?? []))
  return [...new Set([...names, ...options, '--help'])].map((word) => `${word}\n`).join('')
}
