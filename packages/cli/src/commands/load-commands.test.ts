import { Command } from 'commander'
import { expect, test } from 'vitest'
import { loadCommands } from './load-commands.js'

const terminal = {
  stdout: { write() {}, isTTY: false, columns: 100 },
  stderr: { write() {}, isTTY: false, columns: 100 },
  env: {},
  cwd: '/',
  readStdin: async () => '',
  onStop: () => () => {},
  now: () => new Date(0),
}

async function loadedFor(...words: string[]): Promise<string[]> {
  const program = new Command()
  for (const add of await loadCommands(words)) add(program, terminal, () => {})
  return program.commands.map((command) => command.name())
}

test('a command line loads only its own command, wherever the options stand', async () => {
  expect(await loadedFor('status', '--json')).toEqual(['status'])
  expect(await loadedFor('--schema', 'data', 'sources', 'list')).toEqual(['sources'])
})

test('help, completion and a mistyped name need all commands, in the order of the help', async () => {
  const all = await loadedFor()
  expect(all.slice(0, 3)).toEqual(['init', 'migrate', 'providers'])
  expect(all.length).toBeGreaterThan(12)
  for (const words of [['--help'], ['help'], ['completion', 'words', '--', 'run'], ['stauts', 'run'], ['run now']])
    expect(await loadedFor(...words)).toEqual(all)
})
