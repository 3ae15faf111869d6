import type { ConfigurationKey } from '@data-import/core/provider'
import { defaultCloneDirectory } from './context/settings.js'

/** The configuration keys of a `GIT` data source. */
export const configuration: readonly ConfigurationKey[] = [
  {
    key: 'GIT_PATH',
    description: 'Folder of a repository, or a folder of repositories; several: one a line',
    format: 'folder',
    oneOf: 'repositories',
  },
  {
    key: 'GIT_URL',
    description: 'Address of a repository to clone (https, ssh, git, file or user@host:path); several: one a line',
    isSecret: true,
    oneOf: 'repositories',
  },
  {
    key: 'GIT_CLONE_DIRECTORY',
    description: 'Folder in which clones of GIT_URL are kept and brought up to date',
    defaultValue: defaultCloneDirectory,
  },
  { key: 'GIT_BRANCH', description: 'Branch, tag or commit whose history is imported', defaultValue: 'HEAD' },
  {
    key: 'GIT_FILES',
    description: 'true: stores the files that each commit changes (table CommitFile, about three rows a commit)',
    defaultValue: 'false',
  },
  {
    key: 'GIT_TIMEOUT_SECONDS',
    description:
      'Seconds without a sign of life after which git is ended. Default: 20 to open a repository, 60 to read it, 90 for a server',
  },
]
