import type { DataSourceScript } from '@data-import/core/provider'
import { resources } from './resources.js'

/** The scripts of provider `JENKINS`. */
export const scripts: readonly DataSourceScript[] = resources.map(({ script }) => script)
