import { join } from 'node:path'
import { useTestDatabase } from '@data-import/test-kit'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, type ServedDashboard, serveDashboard, violations } from './browser.fixture.js'
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
  many: { sources: 300, partitions: 12, passes: 2, fate: 'some failed' },
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
  const database = useTestDatabase()
  let browser: Browser
  let served: ServedDashboard

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', '--disable-gpu'] })
    served = await serveDashboard(database.db, { actions: { run: () => undefined } })
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  test.each(Object.keys(worlds) as (keyof typeof worlds)[])(
    'every page of the world "%s" is accessible in both schemes, asks nobody else, and fits a phone',
    async (name) => {
      await database.db.$executeRawUnsafe('truncate "data"."DataSource" cascade')
      const world = worlds[name]
      if (world) await makeWorld(database.db, world)
      const elsewhere: string[] = []
      const errors: string[] = []
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
        const page = await context.newPage()
        page.on('request', (request) => {
          if (!request.url().startsWith(served.origin) && !request.url().startsWith('data:'))
            elsewhere.push(request.url())
        })
        page.on('pageerror', (error) => errors.push(String(error)))
        page.on('dialog', (dialog) => {
          errors.push(`a dialog: ${dialog.message()}`)
          void dialog.dismiss()
        })
        page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text())
        })
        for (const path of world ? paths : ['', 'passes', 'nowhere']) {
          await page.setViewportSize({ width: 1440, height: 900 })
          await page.goto(`${served.origin}/${path}`)
          expect([path, await violations(page)]).toEqual([path, []])
          for (const width of pictures ? [390, 1024, 1440] : [390]) {
            await page.setViewportSize({ width, height: 900 })
            const overflow = await page.evaluate(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            )
            expect([path, width, overflow]).toEqual([path, width, 0])
            const file = `${name}-${path.replace(/\W+/g, '-') || 'now'}-${width}-${colorScheme}.png`
            if (pictures) await page.screenshot({ path: join(pictures, file), fullPage: name !== 'many' })
          }
        }
        await context.close()
      }
      expect({ elsewhere, errors }).toEqual({ elsewhere: [], errors: [] })
    },
  )
})
