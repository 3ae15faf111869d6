import { expect, it } from 'vitest'
import { commandReference } from './command-reference.js'
import { callOf, commandsBelow, createSilentProgram } from './silent-program.js'

const program = createSilentProgram()
const commands = commandsBelow(program)

it('every command has a description, and so has each of its arguments and options', () => {
  const undescribed = [program, ...commands].flatMap((command) => [
    ...(command.description() ? [] : [callOf(command)]),
    ...command.registeredArguments
      .filter(({ description }) => !description)
      .map((one) => `${callOf(command)} ${one.name()}`),
    ...command.options.filter(({ description }) => !description).map(({ flags }) => `${callOf(command)} ${flags}`),
  ])
  expect(commands.length).toBeGreaterThan(15)
  expect(undescribed).toEqual([])
})

it('every command that does something shows how it is called', () => {
  const sections = commandReference().split(/^##+ /m)
  for (const command of commands.filter(({ commands: { length } }) => length === 0)) {
    const name = callOf(command).replace('data-import ', '')
    const section = sections.find((each) => each.startsWith(`${name}\n`))
    expect(section, name).toMatch(/```sh\n.*data-import/)
    expect(section, name).toContain(`data-import ${name}`)
  }
})

it('tells defaults, choices and exit codes', () => {
  const reference = commandReference()
  expect(reference).toContain('| `--lock-mode <mode>` |')
  expect(reference).toContain('`session`, `transaction`, `lease`; default `session`')
  expect(reference).toContain('- `75`: another pass is running')
  expect(reference).toContain('`.env.local`')
})
