import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ServedFolder, serveFolder } from './serve.js'

let folder: string
let served: ServedFolder

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'data-import-site-'))
  writeFileSync(join(folder, 'index.html'), '<h1>Home</h1>')
  writeFileSync(join(folder, '404.html'), '<h1>Nothing here</h1>')
  writeFileSync(join(folder, 'LICENSE'), 'MIT')
  served = await serveFolder(folder, 0)
})

afterEach(async () => {
  await served.close()
  rmSync(folder, { recursive: true })
})

it('serves a folder on loopback', async () => {
  expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  const home = await fetch(served.url)
  expect(home.headers.get('content-type')).toContain('text/html')
  expect(await home.text()).toBe('<h1>Home</h1>')
  expect(await (await fetch(`${served.url}LICENSE`)).text()).toBe('MIT')
})

it.each(['missing.html', '%2e%2e/%2e%2e/etc/passwd', '%E0%A4%A'])('says of %s that it is not there', async (path) => {
  const response = await fetch(served.url + path)
  expect(response.status).toBe(404)
  expect(await response.text()).toBe('<h1>Nothing here</h1>')
})
