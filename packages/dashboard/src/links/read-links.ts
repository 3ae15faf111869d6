import type { PersonSuggestion } from '@data-import/insight'
import type { Scope } from '../contract/page.js'
import { inSchema, readTablesThere } from './read-tables-there.js'
import { type KnownAccount, type MadeDecision, selectAccounts, selectDecisions } from './select-people.js'
import {
  type Environment,
  type LostPipeline,
  selectEnvironments,
  selectLostPipelines,
  selectUnresolved,
  type Unresolved,
} from './select-unlinked.js'

/** What is not linked, and what people decided. */
export interface Links {
  /** Undefined where there is no data source. */
  organizationId: string | undefined
  organizations: readonly string[]
  /** Whether the database has the tables for links. */
  hasTables: boolean
  environments: readonly Environment[]
  unresolved: readonly Unresolved[]
  pipelines: readonly LostPipeline[]
  suggestions: readonly PersonSuggestion[]
  /** There are so many contributors that nobody was compared. */
  areTooMany: boolean
  accounts: readonly KnownAccount[]
  decisions: readonly MadeDecision[]
}

/** Pairs that are shown at once: a decision about one may settle others. */
const mostSuggestions = 25

/** Reads what the page about links shows; tables that the database lacks have nothing to link. */
export async function readLinks(scope: Scope): Promise<Links> {
  const { db, schema, query, suggest } = scope
  const organizations = (
    await db.$queryRawUnsafe<{ id: string }[]>(
      `select distinct organization_id as id from ${inSchema(schema)}."DataSource" order by 1`,
    )
  ).map(({ id }) => id)
  const organizationId = organizations.find((id) => id === query.get('organization')) ?? organizations[0]
  const tables = await readTablesThere(scope)
  const has = (...names: readonly string[]) => names.every((name) => tables.has(name))
  const hasTables = has(
    'ServiceRule',
    'CountedRepository',
    'DeploymentLink',
    'PersonAccount',
    'PersonDecision',
    'LinkState',
  )
  const nobody = { pairs: [], areTooMany: false }
  const nothing = { environments: [], unresolved: [], pipelines: [], suggestions: [], accounts: [], decisions: [] }
  if (organizationId === undefined || !hasTables)
    return { organizationId, organizations, hasTables, areTooMany: false, ...nothing }
  const { pairs: suggestions, areTooMany } = has('Contributor') ? await suggest(organizationId) : nobody
  const decisions = await selectDecisions(scope, organizationId)
  const shown = suggestions.slice(0, mostSuggestions)
  const keys = [...new Set([...shown, ...decisions].flatMap(({ a, b }) => [a, b]))]
  return {
    ...{ organizationId, organizations, hasTables, suggestions, areTooMany, decisions },
    environments: has('Deployment', 'Repository') ? await selectEnvironments(scope, organizationId) : [],
    unresolved: await selectUnresolved(scope, organizationId),
    pipelines: has('Pipeline', 'PipelineRun') ? await selectLostPipelines(scope, organizationId) : [],
    accounts: has('Contributor') ? await selectAccounts(scope, organizationId, keys) : [],
  }
}

/** The suggestions that are shown. */
export function shownSuggestions({ suggestions }: Links): readonly PersonSuggestion[] {
  return suggestions.slice(0, mostSuggestions)
}
