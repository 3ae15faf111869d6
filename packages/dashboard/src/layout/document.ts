import type { HostLink } from '../contract/options.js'
import { type Content, type Html, html } from '../html/html.js'

/** What stands around a page. */
export interface Frame {
  title: string
  /** Leads to the dashboard's own address. */
  up: string
  menu: readonly { label: string; href: string; isCurrent: boolean }[]
  hostLinks: readonly HostLink[]
  assets: { style: string; script: string }
  /** The page's script fetches it again every few seconds. */
  isLive: boolean
  /** What an action has done, or why not. */
  notice?: string | undefined
  body: Content
  /** Address of the same as JSON. */
  json?: string | undefined
  now: Content
}

const icon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Crect width=%2216%22 height=%2216%22 rx=%224%22 fill=%22%232456a6%22/%3E%3Cpath d=%22M4 8.5l3 3 5-7%22 fill=%22none%22 stroke=%22white%22 stroke-width=%222%22/%3E%3C/svg%3E'

/** The whole document of a page. */
export function documentOf(frame: Frame): Html {
  const { title, up, menu, hostLinks, assets, isLive, notice, body, json, now } = frame
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Data import</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${up}${assets.style}">
<script type="module" src="${up}${assets.script}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="${up}">Data import</a>
<nav aria-label="Pages"><ul>${menu.map(
    ({ label, href, isCurrent }) =>
      html`<li><a href="${href}"${isCurrent && html` aria-current="page"`}>${label}</a></li>`,
  )}${hostLinks.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`)}</ul></nav>
</header>
<main id="main" tabindex="-1"${isLive && html` data-live="5"`}>
${notice && html`<p class="notice" role="status">${notice}</p>`}
${body}
<footer class="foot"><p>As of ${now}.${
    isLive && html` <noscript><a href="">Load it again</a></noscript><span class="live" hidden>Kept up to date.</span>`
  }${json && html` <a href="${json}">The same as JSON</a>`}</p></footer>
</main>
</body>
</html>
`
}
