import type { DataSourceScript } from '@data-import/core/provider'
import { createOpener, type OpenOptions } from './client/open-circleci.js'
import { scriptOf } from './resource.js'
import { resources } from './resources.js'

/** The scripts, with what tests replace of time. */
export function createScripts(options: OpenOptions = {}): readonly DataSourceScript[] {
  const open = createOpener(options)
  return resources.map((resource) => scriptOf(resource, open))
}

/** The scripts of provider `CIRCLECI`. */
export const scripts: readonly DataSourceScript[] = createScripts()
