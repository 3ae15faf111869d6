import type { DataSourceScript } from '@data-import/core/provider'
import { commitScript } from './commit.js'
import { contributorScript } from './contributor.js'
import type { GitDatabase } from './database.js'
import { repositoryScript } from './repository.js'

/** The scripts of provider `GIT`. */
export const scripts: readonly DataSourceScript<GitDatabase>[] = [repositoryScript, contributorScript, commitScript]
