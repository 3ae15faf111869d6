import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAcme } from '../../examples/acme/acme.js'
import { runCommand, serveDashboard } from './data-import.js'

const root = join(import.meta.dirname, '../..')
const { chromium } = createRequire(join(root, 'packages/dashboard/package.json'))('playwright-core')

/** The pages that the documentation shows, by the names of their pictures. */
const pages = { now: '', insight: 'insight' }

const folder = await mkdtemp(join(tmpdir(), 'screenshots-'))
const acme = await startAcme()
try {
  for (const [provider, settings] of Object.entries(acme.sources)) {
    const set = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`])
    await runCommand(
      folder,
      'sources',
      'add',
      provider,
      '--name',
      provider.toLowerCase(),
      '--organization',
      'acme',
      ...set,
    )
  }
  await runCommand(folder, 'run')
  await runCommand(folder, 'views', 'install')
  const dashboard = await serveDashboard(folder)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  })
  try {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1200, height: 820 } })
      const page = await context.newPage()
      // The token is exchanged for a cookie once.
      await page.goto(dashboard.address)
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(new URL(path, dashboard.address).href)
        await page.screenshot({ path: join(root, 'docs/images', `${name}-${colorScheme}.png`) })
      }
      await context.close()
    }
  } finally {
    await browser.close()
    await dashboard.stop()
  }
} finally {
  await acme.close()
  await rm(folder, { recursive: true, force: true })
}
