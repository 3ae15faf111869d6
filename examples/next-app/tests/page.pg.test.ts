import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
  folder = mkdtempSync(join(tmpdir(), 'next-app-page-'))
  for (const name of ['website', 'shop']) makeGitRepository(join(folder, `${name}.git`), name === 'shop' ? 400 : 2_000)
  empty = await createTestDatabase('page-empty')
  filled = await createTestDatabase('page-filled')
  emptyApplication = await startApplication(empty.url)
  application = await startApplication(filled.url)
  await addDataSources(filled)
  await application.tick()
  if (noBrowser) console.warn(`Skipped: what needs a browser, for ${noBrowser}`)
  else browser = await startBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const each of [application, emptyApplication]) await each?.stop()
  for (const each of [empty, filled]) await each?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** One that is well, one of whose repositories one is missing, one that is off, and one that nobody imports. */
async function addDataSources({ db }: TestDatabase) {
  const paths = (...names: string[]) => names.map((name) => join(folder, name)).join('\n')
  const add = (name: string, path: string, more: { isEnabled?: boolean; syncIntervalMinutes?: number } = {}) =>
    db.dataSource.create({
      data: {
        organizationId: 'acme',
        name,
        provider: 'GIT',
        ...more,
        configs: { create: { key: 'GIT_PATH', value: path } },
      },
    })
  await add('website', paths('website.git'), { syncIntervalMinutes: 15 })
  await add('shops', paths('shop.git', 'lost.git'))
  await add('archive', paths('website.git'), { isEnabled: false })
}

it('names what is imported, what is not and why', async () => {
  const page = await (await fetch(application.address)).text()
  const text = page.replace(/<[^>]+>/g, '')
  for (const expected of ['website', 'shops', 'archive', 'There is no folder']) expect(text).toContain(expected)
})

it('answers health and metrics beside the page', async () => {
  const health = await fetch(`${application.address}/health`)
  expect(await health.json()).toMatchObject({ status: 'degraded', reasons: expect.any(Array) })
  expect(health.status).toBe(200)
  const metrics = await (await fetch(`${application.address}/metrics`)).text()
  expect(metrics).toContain('data_import_partitions{organization="acme",source="shops"')
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
