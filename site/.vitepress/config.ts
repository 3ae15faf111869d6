import { defineConfig } from 'vitepress'
import { apiSidebar } from '../src/api-sidebar.js'
import { guideGroups } from '../src/guides.js'
import { headingAnchor } from '../src/heading-anchor.js'
import { isInCheckout } from '../src/paths.js'
import { renderForSearch } from '../src/render-for-search.js'
import { decisions } from '../src/stage-guides.js'

/** Who searches for a word means a guide sooner than a field of that name. Runs in the browser, so it stands alone. */
function guidesFirst(page: string): number {
  return page.startsWith('/api/') ? 0.4 : 1
}

const link = (page: string) => `/${page.replace(/(index)?\.md$/, '')}`

const sidebar = guideGroups.map(({ title, guides }) => ({
  text: title,
  items: guides
    .filter(({ source }) => isInCheckout(source))
    .map((guide) => ({ text: guide.title, link: link(guide.page) })),
}))

export default defineConfig({
  title: 'Data Import System',
  description: 'Imports engineering data into your own Postgres, inside your own application',
  lang: 'en',
  head: [['link', { rel: 'icon', href: '/icon.svg' }]],
  srcDir: '.stage',
  outDir: 'dist',
  cacheDir: 'node_modules/.vitepress',
  cleanUrls: false,
  metaChunk: true,
  markdown: { anchor: { slugify: headingAnchor }, theme: { light: 'github-light', dark: 'github-dark' } },
  // The largest chunk is the index of the search, which is loaded by who searches.
  vite: { build: { chunkSizeWarningLimit: 4_000 } },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/getting-started' },
      { text: 'Schema', link: '/schema' },
      { text: 'Command line', link: '/command-line' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: {
      '/': sidebar,
      '/decisions/': [
        {
          text: 'Decisions',
          link: '/decisions/',
          items: decisions().map(({ title, page }) => ({ text: title, link: link(page) })),
        },
        { text: 'All guides', link: '/getting-started' },
      ],
      '/api/': [
        { text: 'API', link: '/api/', items: apiSidebar() },
        { text: 'All guides', link: '/getting-started' },
      ],
    },
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: { _render: renderForSearch, miniSearch: { searchOptions: { boostDocument: guidesFirst } } },
    },
    docFooter: { prev: 'Before', next: 'Next' },
  },
})
