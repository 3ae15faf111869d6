import type { DataSourceScript } from '@data-import/core/provider'
import { commitScript } from './commit/commit.js'
import type { GitDatabase } from './context/database.js'
import { contributorScript } from './contributor/contributor.js'
import { repositoryScript } from './repository/repository.js'

/** The scripts of provider `GIT`. */
export const scripts: readonly DataSourceScript<GitDatabase>[] = [repositoryScript, contributorScript, commitScript]
