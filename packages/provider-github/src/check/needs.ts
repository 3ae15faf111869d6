import type { CheckFinding } from '@data-import/core/provider'
import type { Permission } from '../permission.js'
import type { GithubResource } from '../resource.js'
import { resources } from '../resources.js'
import type { Settings } from '../settings.js'

/** A permission with the resources that need it. */
export interface Need {
  permission: Permission
  resources: string
}

/** What an import of this owner needs, by permission; that of the organisation comes last. */
export function needs({ ownerKind }: Pick<Settings, 'ownerKind'>): readonly Need[] {
  const all = needsOf(resources)
  const ofRepositories = all.filter(({ permission }) => permission.path !== null)
  const ofOwner = all.filter(({ permission }) => permission.path === null)
  return ownerKind === 'organization' ? [...ofRepositories, ...ofOwner] : ofRepositories
}

function needsOf(all: readonly GithubResource[]): Need[] {
  const permissions = new Set(all.flatMap(({ permission }) => permission ?? []))
  return [...permissions].map((permission) => {
    const names = all.filter((resource) => resource.permission === permission).map(({ name }) => name)
    return { permission, resources: names.join(', ') + (permission.path === null ? ` (${permission.name})` : '') }
  })
}

/** @param wanted the permission as GitHub names it */
export function lackingPermission({ resources, permission }: Need, wanted: string, who: string): CheckFinding {
  return {
    status: 'warning',
    message: `${resources}: ${who} lacks the permission ${wanted}, so these can't be imported. Grant "${permission.title}: read".`,
  }
}
