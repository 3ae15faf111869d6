import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Application, startApplication } from './application'
import { noBrowser, openView, overflow, startBrowser, views, violations } from './browser'
import { makeGitRepository } from './git-repository'
import { createTestDatabase, type TestDatabase } from './test-database'

let folder: string
let empty: TestDatabase
let filled: TestDatabase
let emptyApplication: Application
let application: Application
let browser: Browser

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remix-app-page-'))
  makeGitRepository(join(folder, 'website.git'), 300)
  empty = await createTestDatabase('page-empty')
  filled = await createTestDatabase('page-filled')
  emptyApplication = await startApplication(empty.url)
  application = await startApplication(filled.url)
  await add('website', 'GIT', { key: 'GIT_PATH', value: join(folder, 'website.git') })
  await add('lost', 'GIT', { key: 'GIT_PATH', value: join(folder, 'lost.git') })
  await add('catalogue', 'CATALOG', { key: 'CATALOG_FILE', value: resolve('catalog.json') })
  if (noBrowser) console.warn(`Skipped: what needs a browser, for ${noBrowser}`)
  else browser = await startBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const each of [application, emptyApplication]) await each?.stop()
  for (const each of [empty, filled]) await each?.close()
  rmSync(folder, { recursive: true, force: true })
})

function add(name: string, provider: string, config: { key: string; value: string }) {
  return filled.db.dataSource.create({
    data: { organizationId: 'acme', name, provider, configs: { create: config } },
  })
}

/** Presses the button of a data source as a browser without scripts does. */
async function pressRun(name: string, headers: Record<string, string> = {}) {
  const { id } = await filled.db.dataSource.findFirstOrThrow({ where: { name } })
  const page = await fetch(`${application.address}/sources/${id}`)
  const token = /name="token" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  return fetch(`${application.address}/run`, {
    method: 'POST',
    headers: { origin: application.address, cookie: page.headers.get('set-cookie')?.split(';')[0] ?? '', ...headers },
    body: new URLSearchParams({ token, source: id }),
    redirect: 'manual',
  })
}

it('runs a pass when the form is sent, also without a script in the page', async () => {
  for (const name of ['website', 'catalogue']) {
    expect((await pressRun(name)).status).toBe(303)
    await ended(name)
  }
  expect(await filled.db.commit.count()).toBe(300)
  expect(await filled.db.service.count()).toBe(4)
})

/** Waits until the pass of a data source has ended; the vendor of the test is quick. */
async function ended(name: string) {
  await vi.waitFor(
    async () => {
      const { lastSyncAt } = await filled.db.dataSource.findFirstOrThrow({ where: { name } })
      expect(lastSyncAt).not.toBeNull()
    },
    { timeout: 60_000, interval: 200 },
  )
}

it('refuses a form of another page', async () => {
  const before = await filled.db.dataSourceRun.count()
  expect((await pressRun('website', { origin: 'https://evil.example' })).status).toBe(403)
  expect(await filled.db.dataSourceRun.count()).toBe(before)
})

it('npm start serves it to this machine only', async () => {
  const { port } = new URL(application.address)
  // Another address of loopback, which is answered by a server that listens on all interfaces.
  await expect(fetch(`http://127.0.0.2:${port}`)).rejects.toThrow('fetch failed')
})

it('shows nothing to other hosts until there is a login', async () => {
  const { port } = new URL(application.address)
  const request = httpRequest({ host: '127.0.0.1', port, path: '/', headers: { Host: 'imports.acme.example' } })
  const status = await new Promise((resolve, reject) => {
    request.once('response', (response) => resolve(response.resume().statusCode)).once('error', reject)
    request.end()
  })
  expect(status).toBe(404)
})

describe.each(views)('$name', (view) => {
  beforeEach(({ skip }) => {
    if (noBrowser) skip(noBrowser)
  })

  it('a page without data is accessible and says what to do', async () => {
    const page = await openView(browser, emptyApplication.address, view, 'empty')
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(await page.getByRole('main').textContent()).toContain('data source')
  })

  it('a page with data is accessible and fits', async () => {
    const page = await openView(browser, application.address, view, 'filled')
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  })
})
