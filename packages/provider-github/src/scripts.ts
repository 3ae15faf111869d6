import type { DataSourceScript } from '@data-import/core/provider'

/** The scripts of provider `GITHUB`. */
export const scripts: readonly DataSourceScript[] = []
