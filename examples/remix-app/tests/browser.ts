import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Why tests in a browser can't run; undefined where they can. */
export const noBrowser = existsSync(path) ? undefined : `there is no Chromium at ${path}: set CHROMIUM_PATH`

/** How somebody may look at the page. */
export const views = (['light', 'dark'] as const).flatMap((colorScheme) => [
  { name: `desktop-${colorScheme}`, colorScheme, viewport: { width: 1280, height: 900 } },
  { name: `phone-${colorScheme}`, colorScheme, viewport: { width: 390, height: 844 } },
])

/** Starts a browser without a window, which asks nobody but the application. */
export function startBrowser(): Promise<Browser> {
  const flags =
    'no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync'
  return chromium.launch({ executablePath: path, args: flags.split(' ').map((flag) => `--${flag}`) })
}

/** Opens the page as in a view. Where SCREENSHOTS names a folder, a picture is kept there. */
export async function openView(browser: Browser, address: string, view: (typeof views)[number], picture: string) {
  const context = await browser.newContext({ colorScheme: view.colorScheme, viewport: view.viewport })
  const page = await context.newPage()
  await page.goto(address)
  const folder = process.env.SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${picture}-${view.name}.png`, fullPage: true })
  return page
}

/** What axe finds wrong, a line for each element. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target}`))
}

/** Pixels by which the page is wider than the window, or what is in a section wider than that. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll('section')]
    return Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  })
}
