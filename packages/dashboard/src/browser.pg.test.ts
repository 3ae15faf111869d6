import { join } from 'node:path'
import { lockKey, passLockName, resourceLockName } from '@data-import/core'
import { isDeep } from '@data-import/test-kit'
import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import { chromiumPath, overflowOf, useBrowser, violations, watchPage } from './browser.fixture.js'
import { hostile, makeWorld } from './worlds.fixture.js'

/** Where pictures of every page go, if somebody wants to look at them. */
const pictures = process.env.DASHBOARD_PICTURES

const paths = [
  ...[
    '',
    'sources/s0',
    'sources/s0/commit',
    'sources/s0/commit?status=FAILED',
    'sources/s0/commit/partition?key=k000003',
  ],
  ...['passes', 'passes/pass-0', 'runs/r0-0-3', 'runs?source=s0&resource=commit', 'nowhere'],
]
const worlds = {
  empty: undefined,
  one: { sources: 1, partitions: 40, passes: 30, fate: 'whole' },
  many: { sources: isDeep ? 300 : 60, partitions: 12, passes: 2, fate: 'some failed' },
  failed: { sources: 3, partitions: 20, passes: 5, fate: 'all failed' },
  hostile: {
    sources: 2,
    partitions: 8,
    passes: 3,
    fate: 'some failed',
    names: { source: hostile.attribute, partition: hostile.long, reason: hostile.script, message: hostile.rightToLeft },
  },
} as const

describe.skipIf(chromiumPath === undefined)('in Chromium', () => {
  const { database, origin, newContext } = useBrowser({ actions: { run: () => undefined } })

  test.each(Object.keys(worlds) as (keyof typeof worlds)[])(
    'every page of the world "%s" is accessible in both schemes, asks nobody else, and fits a phone',
    async (name) => {
      await database.db.$executeRawUnsafe('truncate "data"."DataSource" cascade')
      const world = worlds[name]
      if (world) await makeWorld(database.db, world)
      const troubles: string[] = []
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await newContext({ colorScheme, reducedMotion: 'reduce' })
        const page = await context.newPage()
        const seen = watchPage(page, origin())
        for (const path of world ? paths : ['', 'passes', 'nowhere']) {
          await page.setViewportSize({ width: 1440, height: 900 })
          await page.goto(`${origin()}/${path}`)
          expect([path, await violations(page, { ofColors: !isDeep && colorScheme === 'dark' })]).toEqual([path, []])
          for (const width of pictures ? [390, 1024, 1440] : [390]) {
            await page.setViewportSize({ width, height: 900 })
            expect([path, width, await overflowOf(page)]).toEqual([path, width, 0])
            const file = `${name}-${path.replace(/\W+/g, '-') || 'now'}-${width}-${colorScheme}.png`
            if (pictures) await page.screenshot({ path: join(pictures, file), fullPage: name !== 'many' })
          }
        }
        await context.close()
        // The page that doesn't exist is answered with 404, which the console tells.
        troubles.push(...seen.filter((text) => !/^Failed to load resource: .* status of 404/.test(text)))
      }
      expect(troubles).toEqual([])
    },
  )

  test('everything works without a script: links, filters, and buttons', async () => {
    await makeWorld(database.db, { sources: 1, partitions: 20, passes: 3, fate: 'some failed' })
    const context = await newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(origin())
    expect(await page.locator('h1 time').textContent()).toMatch(/UTC$/)
    await page.locator('main').getByRole('link', { name: 'commit', exact: true }).first().click()
    await page.getByLabel('Status').selectOption('FAILED')
    await page.getByRole('button', { name: 'Show' }).click()
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByRole('link', { name: 'acme/repository-3' }).click()
    await page.getByRole('button', { name: 'Look again' }).click()
    expect(await page.getByRole('status').textContent()).toContain('The next pass will look at it again')
    expect(await page.locator('h1').textContent()).toBe('acme/repository-3')
    await context.close()
  })

  test('the keyboard reaches everything, in the order of the page, and shows where it is', async () => {
    await makeWorld(database.db, { sources: 1, partitions: 2, passes: 1, fate: 'some failed' })
    const context = await newContext()
    const page = await context.newPage()
    for (const path of ['', 'sources/s0', 'sources/s0/commit', 'runs/r0-0-3']) {
      await page.goto(`${origin()}/${path}`)
      const all = await page.evaluate<number>(
        `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')].map((one, index) => one.dataset.at = index).length`,
      )
      const reached: number[] = []
      for (let step = 0; step < all; step++) {
        await page.keyboard.press('Tab')
        const [at, width] = await page.evaluate<[string, string]>(
          `[document.activeElement.dataset.at ?? '', getComputedStyle(document.activeElement).outlineWidth]`,
        )
        reached.push(Number(at || -1))
        expect([path, at, width]).toEqual([path, at, '2px'])
      }
      expect(reached).toEqual(Array.from({ length: all }, (_, index) => index))
    }
    await page.goto(origin())
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await context.close()
  })

  test('a page is kept up to date while something runs, and leaves alone what somebody opened', async () => {
    await makeWorld(database.db, { sources: 1, partitions: 4, passes: 1, fate: 'running' })
    const holder = new Client({ connectionString: database.url })
    await holder.connect()
    for (const name of [passLockName('data'), resourceLockName('data', 's0', 'issue')]) {
      await holder.query('select pg_advisory_lock($1)', [lockKey(name).toString()])
    }
    const context = await newContext()
    const page = await context.newPage()
    await page.clock.install()
    await page.goto(`${origin()}/runs/r0-0-6`)
    expect(await page.locator('main[data-live]').count()).toBe(1)
    await page.locator('summary').first().click()
    await database.db.$executeRawUnsafe(
      `update "data"."DataSourceRun" set "recordsImported" = 4711 where id = 'r0-0-6'`,
    )
    const fetched = page.waitForResponse(/runs\/r0-0-6$/)
    await page.clock.fastForward(5_000)
    await fetched
    await page.getByText('4,711 new or changed').waitFor()
    expect(await page.locator('details[open]').count()).toBe(1)
    await holder.end()
    await page.clock.fastForward(5_000)
    await page.getByText('Its process died').waitFor()
    expect(await page.locator('main[data-live]').count()).toBe(0)
    await context.close()
  })
})
