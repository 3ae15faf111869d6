import { existsSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openBrowser } from './open-browser.js'

test.runIf(process.platform !== 'win32')(
  'the token stands in no argument of a program, and in no file that others can read',
  async () => {
    const address = 'http://127.0.0.1:4711/?token=s3cret&x="<'
    const started: string[][] = []
    const forget = await openBrowser(address, (program, parameters) => started.push([program, ...parameters]))
    expect(started.join(' ')).not.toContain('s3cret')
    const file = started[0]?.at(-1) ?? ''
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain('url=http://127.0.0.1:4711/?token=s3cret&amp;x=%22%3C"')
    await forget()
    expect(existsSync(file)).toBe(false)
  },
)

test('where no file can be written, nothing is opened', async () => {
  const started: string[] = []
  const forget = await openBrowser('http://127.0.0.1:4711/', (program) => started.push(program), '/nowhere/at/all')
  await forget()
  expect(started).toEqual([])
})
