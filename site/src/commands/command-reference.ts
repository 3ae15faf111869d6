import type { Command, Option } from 'commander'
import { exitCode } from '../../../packages/cli/src/terminal/exit-code.js'
import { callOf, commandsBelow, createSilentProgram } from './silent-program.js'

const introduction = `# Command line

<!-- Written by \`npm run docs -- --generate\` from the program itself: change packages/cli/src/commands instead. -->

\`\`\`sh
npm install --global @data-import/cli
data-import --help
\`\`\`

Without \`DATABASE_URL\` the command keeps a Postgres server of its own; [Getting started](getting-started.md#on-the-command-line)
shows the first steps. \`--json\` prints one JSON document on stdout and nothing else there; messages for people go to
stderr. \`--help\` after a command says the same as this page.`

const exitCodes = `## Exit codes

| Code | means |
| --- | --- |
| ${exitCode.ok} | all is well |
| ${exitCode.incomplete} | something failed or is not complete, or records were refused |
| ${exitCode.usage} | wrong usage or configuration, or a database that can't be used |
| ${exitCode.busy} | another pass is running: try again later |`

const environment = `## Environment

| Variable | is |
| --- | --- |
| \`DATABASE_URL\` | the Postgres to use; \`--database-url\` takes precedence |
| \`DATA_IMPORT_SCHEMA\` | the Postgres schema of the tables; \`--schema\` takes precedence |
| \`DATA_IMPORT_SECRET_KEY\` | the key for secrets, or several with commas between them, in place of the file: see [Security](security.md#on-the-command-line) |
| \`DATA_IMPORT_ALLOW_FOREIGN_FILES\` | \`yes\`: also load files that others can change, when run as root: see [Security](security.md#running-as-root) |
| \`NO_COLOR\` | no colours |

In a folder with \`data-import.config.ts\`, the command also reads the first three from \`.env.local\` and \`.env\`. \`.env.local\` takes precedence
over \`.env\`, and the environment of the process over both.`

/** The reference of the command line as Markdown, made of the program's own descriptions. */
export function commandReference(): string {
  const program = createSilentProgram()
  const commands = commandsBelow(program)
  const list = commands
    .filter(({ commands: { length } }) => length === 0)
    .map((command) => [`[${nameOf(command)}](#${nameOf(command).replaceAll(' ', '-')})`, command.description()])
  return `${[
    introduction,
    table(['Command', 'does'], list),
    `## Options of every command\n\n${optionTable(program)}`,
    exitCodes,
    environment,
    ...commands.map(commandSection),
  ].join('\n\n')}\n`
}

function commandSection(command: Command): string {
  const isGroup = command.commands.length > 0
  const heading = `${command.parent?.parent ? '###' : '##'} ${nameOf(command)}`
  const purpose = sentence(command.description())
  if (isGroup) return `${heading}\n\n${purpose}`
  const parameters = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`
    return [`\`${argument.required ? `<${name}>` : `[${name}]`}\``, argument.description]
  })
  const visible = command.options.filter(({ hidden }) => !hidden)
  return [
    heading,
    purpose,
    `\`\`\`text\n${callOf(command)} ${command.usage()}\n\`\`\``,
    ...(parameters.length > 0 ? [table(['Argument', 'is'], parameters)] : []),
    ...(visible.length > 0 ? [optionTable(command)] : []),
    notesOf(command),
  ].join('\n\n')
}

function optionTable(command: Command): string {
  const rows = command.options
    .filter(({ hidden }) => !hidden)
    .map((option) => [`\`${option.flags}\``, option.description, valuesOf(option)])
  return table(['Option', 'does', 'values'], rows)
}

function valuesOf({ argChoices, defaultValue, negate }: Option): string {
  const choices = argChoices ? `${argChoices.map((choice) => `\`${choice}\``).join(', ')}; ` : ''
  return defaultValue === undefined || negate ? choices.replace(/; $/, '') : `${choices}default \`${defaultValue}\``
}

/** What `addHelpText` put below the help of a command: examples, and what exit codes mean here. */
function notesOf(command: Command): string {
  let help = ''
  command.configureOutput({
    writeOut(text) {
      help += text
    },
  })
  command.outputHelp()
  const lines = help.slice(command.helpInformation().length).split('\n')
  const indented = lines.filter((line) => line.startsWith('  ')).map((line) => line.slice(2))
  const codes = indented.flatMap((line) => /^(\d+) +(.*)/.exec(line)?.slice(1, 3).join('`: ') ?? [])
  const examples = indented.filter((line) => !/^\d/.test(line))
  return [
    `\`\`\`sh\n${examples.join('\n')}\n\`\`\``,
    ...(codes.length > 0 ? [`Exit codes, beside 0 and 2:\n\n${codes.map((code) => `- \`${code}`).join('\n')}`] : []),
  ].join('\n\n')
}

/** The words after `data-import`. */
function nameOf(command: Command): string {
  return callOf(command).slice(callOf(command).indexOf(' ') + 1)
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')
}
