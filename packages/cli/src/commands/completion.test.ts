import { execFileSync } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { createWorkspace } from '../terminal/workspace.fixture.js'

async function complete(...words: string[]): Promise<string[]> {
  const workspace = await createWorkspace({})
  onTestFinished(workspace.remove)
  const { stdout } = await workspace.run(['completion', 'words', '--', ...words])
  return stdout.trimEnd().split('\n')
}

test('completes commands, groups and options', async () => {
  expect(await complete()).toEqual(expect.arrayContaining(['run', 'sources', 'status', '--database-url']))
  expect(await complete('sources')).toEqual(expect.arrayContaining(['add', 'show', 'remove']))
  expect(await complete('sources')).not.toContain('run')
  expect(await complete('--schema', 'public', 'run')).toEqual(expect.arrayContaining(['--quiet', '--schema', '--help']))
})

test('the script completes in bash', async () => {
  const workspace = await createWorkspace({})
  onTestFinished(workspace.remove)
  const { stdout: script } = await workspace.run(['completion', 'bash'])
  const program = 'data-import() { [ "$2" = words ] && [ "$4" = sources ] && printf "add\\nshow\\nset\\n"; }'
  const line = 'COMP_WORDS=(data-import sources s); COMP_CWORD=2; _data_import; printf "%s " $COMPREPLY'
  expect(execFileSync('bash', ['-c', `${program}\n${script}\n${line}`]).toString()).toBe('show ')
  expect(await workspace.run(['completion', 'tcsh'])).toMatchObject({ code: 2 })
})
