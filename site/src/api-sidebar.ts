import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stageFolder } from './paths.js'

/** An entry of VitePress's sidebar. */
export interface SidebarItem {
  text: string
  link?: string
  collapsed?: boolean
  items?: SidebarItem[]
}

interface NavigationItem {
  title: string
  path?: string | null
  children?: NavigationItem[]
}

/** The modules by who reads them. */
const readers: readonly { title: string; modules: readonly string[] }[] = [
  {
    title: 'For hosts',
    modules: [
      '@data-import/core',
      '@data-import/insight',
      '@data-import/dashboard',
      '@data-import/dashboard/node',
      '@data-import/ledger',
      '@data-import/opentelemetry',
      '@data-import/scheduler',
      '@data-import/executor-graphile-worker',
      '@data-import/specification',
      '@data-import/specification/modules',
      '@data-import/init',
      '@data-import/cli',
      '@data-import/embedded-database',
    ],
  },
  {
    title: 'For authors of providers',
    modules: ['@data-import/core/provider', '@data-import/http', '@data-import/conformance', '@data-import/model'],
  },
  {
    title: 'Providers',
    modules: [
      '@data-import/provider-git',
      '@data-import/provider-github',
      '@data-import/provider-gitlab',
      '@data-import/provider-jenkins',
      '@data-import/provider-circleci',
      '@data-import/provider-sonarqube',
    ],
  },
  {
    title: 'For tests',
    modules: [
      '@data-import/conformance',
      '@data-import/fake-github',
      '@data-import/fake-gitlab',
      '@data-import/fake-jenkins',
      '@data-import/fake-circleci',
      '@data-import/fake-sonarqube',
      '@data-import/fake-server',
    ],
  },
]

/**
 * The sidebar of the API reference, from what TypeDoc wrote.
 *
 * @throws {Error} for a module that no reader has.
 */
export function apiSidebar(): SidebarItem[] {
  const file = join(stageFolder, 'api/navigation.json')
  const modules: NavigationItem[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const listed = readers.flatMap((reader) => reader.modules)
  const missing = modules.filter(({ title }) => !listed.includes(title))
  if (missing.length > 0) {
    throw new Error(`site/src/api-sidebar.ts has to say for whom ${missing.map(({ title }) => title).join(', ')} is.`)
  }
  return readers.map((reader) => ({
    text: reader.title,
    items: reader.modules.flatMap((name) => modules.filter(({ title }) => title === name).map(moduleItem)),
  }))
}

function moduleItem(module: NavigationItem): SidebarItem {
  const items = (module.children ?? []).flatMap(({ children = [] }) =>
    children.filter(({ path }) => path).map(({ title, path }) => ({ text: title, link: linkOf(path) })),
  )
  return {
    text: module.title.replace('@data-import/', ''),
    link: linkOf(module.path),
    ...(items.length > 0 && { collapsed: true, items }),
  }
}

function linkOf(path: string | null | undefined): string {
  return `/api/${path ?? ''}`.replace(/(index)?\.md$/, '')
}
