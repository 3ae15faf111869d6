import type { DatabaseWith, ExecutionContext } from '@data-import/core/provider'
import type { tables } from './tables.js'

/** The host's client: the models that these scripts read or write. */
export type GitlabDatabase = DatabaseWith<(typeof tables)[number]['model']>

/** What the scripts get. */
export type GitlabContext = ExecutionContext<GitlabDatabase>
