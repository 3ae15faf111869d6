import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { InsightDatabase } from '@data-import/insight'
import { useTestDatabase } from '@data-import/test-kit'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { DashboardOptions } from './contract/options.js'
import { createDashboard } from './create-dashboard.js'
import { toNodeHandler } from './node/to-node-handler.js'

/** Where a Chromium is; undefined on a machine without one, where the tests that need it are skipped. */
export const chromiumPath = [
  process.env.CHROMIUM_PATH ?? '',
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
].find((path) => path !== '' && existsSync(path))

/** A dashboard that listens on this machine. */
interface ServedDashboard {
  origin: string
  close(): Promise<void>
}

/** Serves a dashboard to a browser. */
async function serveDashboard(db: InsightDatabase, options: Partial<DashboardOptions> = {}): Promise<ServedDashboard> {
  const handle = createDashboard({ db, authorize: () => ({ read: true, act: true, name: 'ann' }), ...options })
  const server = createServer(toNodeHandler(handle))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What the scheme of colours can change. */
const colorRules = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds on a page.
 *
 * @param options.ofColors looks only at colours: for a page that was looked at whole in another scheme
 */
export async function violations(page: Page, options: { ofColors?: boolean } = {}): Promise<string[]> {
  const how = { resultTypes: ['violations'], ...(options.ofColors && { runOnly: colorRules }) }
  await page.evaluate(axe)
  return page.evaluate(
    `axe.run(document, ${JSON.stringify(how)}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3).join(' | ')))`,
  )
}

/** A dashboard over a database of its own, and a browser to open it with, for the tests of a file or a `describe`. */
export function useBrowser(options: Partial<DashboardOptions> = {}) {
  const database = useTestDatabase()
  let browser: Browser | undefined
  let served: ServedDashboard | undefined
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', '--disable-gpu'] })
    served = await serveDashboard(database.db, options)
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })
  return {
    database,
    origin: () => served?.origin ?? '',
    newContext: (of: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> => {
      if (!browser) throw new Error('The browser has not been started yet.')
      return browser.newContext(of)
    },
  }
}

/** Notes what no page may do: ask another origin, throw, open a dialog, or complain in the console. */
export function watchPage(page: Page, origin: string): string[] {
  const troubles: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !url.startsWith('data:')) troubles.push(`asks ${url}`)
  })
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('dialog', (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text())
  })
  return troubles
}

/** Pixels by which a page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
