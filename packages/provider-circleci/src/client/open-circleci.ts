import { createHttpSource, type HttpSource, type HttpSourceContext } from '@data-import/http'
import { readSettings, type Settings } from '../settings.js'
import { createLists, type Lists } from './lists.js'

/** CircleCI for one run. */
export interface Circleci {
  settings: Settings
  source: HttpSource
  lists: Lists
}

/** What tests replace. */
export interface OpenOptions {
  /** Repeats of a request that failed. Default: as the HTTP source has it. */
  retries?: number
}

/** Opens CircleCI for one run. */
export type OpenCircleci = (context: HttpSourceContext & { env: Record<string, string> }) => Circleci

/** Requests on the way at once. CircleCI says no number, and throttles bursts. */
const concurrency = 6

/** Makes what opens it: scripts of one pass with one token share their limits. */
export function createOpener(options: OpenOptions = {}): OpenCircleci {
  return (context) => {
    const settings = readSettings(context.env)
    const source = createHttpSource(context, {
      name: 'CircleCI',
      baseUrl: settings.apiUrl,
      headers: { 'circle-token': settings.token },
      concurrency,
      ...options,
    })
    return { settings, source, lists: createLists(source) }
  }
}

/** A project's path: its slug's slashes stay, https://circleci.com/docs/api/v2/ */
export function projectPath(slug: string): string {
  return `/project/${slug.split('/').map(encodeURIComponent).join('/')}`
}
