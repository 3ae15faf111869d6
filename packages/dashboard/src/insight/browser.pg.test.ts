import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { dropViews, installViews } from '@data-import/insight'
import { clearWorld, isDeep, sampledCases } from '@data-import/test-kit'
import { beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, overflowOf, useBrowser, violations, watchPage } from '../browser.fixture.js'
import { hostile } from '../worlds.fixture.js'
import { makeInsightWorld } from './insight-world.fixture.js'

/** Where pictures of every page go, if somebody wants to look at them. */
const pictures = process.env.DASHBOARD_PICTURES
const paths = [
  'insight?weeks=26',
  'insight/pull-requests',
  'insight/builds',
  'insight/quality',
  'insight/sql/lead_time',
  'links',
]
const worlds: [name: string, world: Parameters<typeof makeInsightWorld>[1] | undefined][] = [
  ['empty', undefined],
  ['one', { services: 1 }],
  ['many', { services: 30 }],
  ['script', { services: 2, name: hostile.script }],
  ['attribute', { services: 2, name: hostile.attribute }],
  ['long', { services: 2, name: hostile.long }],
  ['right to left', { services: 2, name: hostile.rightToLeft }],
]

describe.skipIf(chromiumPath === undefined)('in Chromium', () => {
  const { database, origin, newContext } = useBrowser()
  beforeAll(async () => {
    if (pictures) await mkdir(pictures, { recursive: true })
  })

  test.each(sampledCases(worlds, 'empty', 'many', 'script', 'right to left'))(
    'figures and links of the world "%s" are accessible in both schemes, ask nobody else, and fit a phone',
    async (name, world) => {
      if (world) {
        await makeInsightWorld(database.db, world)
        await installViews(database.db)
      } else {
        await clearWorld(database.db)
        await dropViews(database.db)
      }
      const troubles: string[] = []
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await newContext({ colorScheme, reducedMotion: 'reduce' })
        const page = await context.newPage()
        const seen = watchPage(page, origin())
        for (const path of paths) {
          await page.setViewportSize({ width: 1440, height: 900 })
          await page.goto(`${origin()}/${path}`)
          expect([path, await violations(page, { ofColors: !isDeep && colorScheme === 'dark' })]).toEqual([path, []])
          for (const width of pictures ? [1440, 1024, 390] : [1440, 390]) {
            await page.setViewportSize({ width, height: 900 })
            expect([path, width, await overflowOf(page)]).toEqual([path, width, 0])
            const file = `${name}-${path.replace(/\W+/g, '-')}-${width}-${colorScheme}.png`
            if (pictures) await page.screenshot({ path: join(pictures, file), fullPage: true })
          }
        }
        await context.close()
        troubles.push(...seen)
      }
      expect(troubles).toEqual([])
    },
  )
})
