import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveAcme } from './serve-acme.js'

const root = join(import.meta.dirname, '../..')
const { chromium } = createRequire(join(root, 'packages/dashboard/package.json'))('playwright-core')

/** The pages that the documentation shows, by the names of their pictures. */
const pages = { now: '', insight: 'insight?weeks=12&service=acme/web' }

const images = join(root, 'docs/images')
mkdirSync(images, { recursive: true })
const folder = await mkdtemp(join(tmpdir(), 'screenshots-'))
const { address, close } = await serveAcme(folder)
try {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  })
  try {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 820 } })
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(new URL(path, address).href)
        await page.screenshot({ path: join(images, `${name}-${colorScheme}.png`) })
      }
      await page.close()
    }
  } finally {
    await browser.close()
  }
} finally {
  await close()
  await rm(folder, { recursive: true, force: true })
}
