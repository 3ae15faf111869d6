import type { DataSourceScript } from '@data-import/core/provider'
import type { OpenGithub } from '../client/open-github.js'
import type { GithubDatabase } from '../database.js'
import { eachRepository } from './each-repository.js'
import type { ResourceWalk } from './resource-walk.js'

/** What the orchestrator needs to know of a script that walks repositories. */
export type WalkDescription = Pick<DataSourceScript, 'resource' | 'dependsOn' | 'importWindowDays'>

/**
 * Makes the script of a resource that is read repository by repository.
 * @param createWalk called for each run, so that what a walk keeps belongs to that run
 */
export function walkScript<Position, Own>(
  description: WalkDescription,
  createWalk: () => Omit<ResourceWalk<Position, Own>, 'resource'>,
): (open: OpenGithub) => DataSourceScript<GithubDatabase> {
  const { resource } = description
  return (open) => ({
    dataSourceName: 'GITHUB',
    ...description,
    run: (context) => eachRepository<Position, Own>(context, open, { resource, ...createWalk() }),
  })
}
