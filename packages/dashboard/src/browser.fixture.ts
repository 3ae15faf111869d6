import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { InsightDatabase } from '@data-import/insight'
import type { Page } from 'playwright-core'
import type { DashboardOptions } from './contract/options.js'
import { createDashboard } from './create-dashboard.js'
import { toNodeHandler } from './node/to-node-handler.js'

/** Where a Chromium is; undefined on a machine without one, where the tests that need it are skipped. */
export const chromiumPath = [
  process.env.CHROMIUM_PATH ?? '',
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
].find((path) => path !== '' && existsSync(path))

/** A dashboard that listens on this machine. */
export interface ServedDashboard {
  origin: string
  close(): Promise<void>
}

/** Serves a dashboard to a browser. */
export async function serveDashboard(
  db: InsightDatabase,
  options: Partial<DashboardOptions> = {},
): Promise<ServedDashboard> {
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

/** What axe finds on a page. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3).join(' | ')))`,
  )
}
