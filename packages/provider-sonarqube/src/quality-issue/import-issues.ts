import { HttpError } from '@data-import/core/provider'
import { itemsPerPage, mostResults, totalIn } from '../client/paged-body.js'
import { type AllPosition, allIssues } from './all-issues.js'
import { askForAccess, removedRows } from './import-hotspots.js'
import { changedIssues, type IssuesBody, issuesIn, issuesPath, withUsers } from './issue-list.js'
import type { WalkPosition } from './issue-state.js'
import { countPresent, keysIn, type ProjectWalk, presentKeys, saveIssues } from './project-walk.js'

/**
 * Reads what changed since the walk before, or everything. Where not as many are here as SonarQube has, issues were deleted
 * or came without being changed: then everything is read.
 */
export async function importIssues(walk: ProjectWalk, { changed, all }: WalkPosition): Promise<void> {
  const { since } = walk.head
  if (since === null || all) return importAll(walk, all ?? null)
  const total = await importChanged(walk, new Date(since), changed ?? null)
  if (total === null || total !== (await countPresent(walk))) await importAll(walk, null)
}

/** @returns how many issues the project has; null where that isn't known, or not all that changed could be had. */
async function importChanged(walk: ProjectWalk, since: Date, from: string | null): Promise<number | null> {
  const { key } = walk.project
  const { source, settings } = walk.sonarqube
  const list = {
    query: { componentKeys: key, organization: settings.organization ?? undefined },
    projectKey: key,
    since,
    from,
    log: walk.partition.log,
  }
  let total: number | null = null
  for await (const { items, body, next, isCut } of changedIssues(source, list)) {
    await saveIssues(walk, { issues: items, users: body.users }, { changed: next })
    total = totalIn(body)
    if (isCut) return null
  }
  return settings.organization !== null && total !== null && total >= mostResults ? null : total
}

/** What is answered where a position means nothing any more. */
const refusing: ReadonlySet<number> = new Set([400, 404, 410, 416, 422])

async function importAll(walk: ProjectWalk, from: AllPosition | null): Promise<void> {
  const { partition, project, sonarqube, context } = walk
  const seen = new Set<string>()
  const organization = sonarqube.settings.organization ?? undefined
  const ask = async (query: Record<string, string | number | undefined>): Promise<IssuesBody> => {
    const { body } = await sonarqube.source.get<IssuesBody>(issuesPath, {
      query: { componentKeys: project.key, organization, ps: itemsPerPage, ...withUsers, ...query },
    })
    return body
  }
  const isTotalCapped = sonarqube.settings.organization !== null
  const list = { projectKey: project.key, isTotalCapped, ask }
  let pages = 0
  let whole: number | null = null
  try {
    for await (const { body, position } of allIssues(list, from)) {
      const issues = issuesIn(body, project.key)
      for (const key of keysIn(body, project.key)) seen.add(key)
      await saveIssues(walk, { issues, users: body.users }, { all: position })
      pages += 1
      if (from === null && pages === 1 && position === null) whole = totalIn(body)
    }
  } catch (error) {
    const isOfPosition = from !== null && pages === 0 && HttpError.isInstance(error) && refusing.has(error.status)
    if (isOfPosition) partition.restart(`its position was refused (${error.status})`)
    throw error
  }
  if (context.isBackfill) return
  const total = whole ?? totalIn(await ask({ p: 1, ps: 1 }))
  const isKnown = total !== null && !(isTotalCapped && total >= mostResults)
  if (from !== null) {
    // What came before the interruption was seen by another process: only all of it together tells what is gone.
    if (!isKnown || total !== (await countPresent(walk)))
      partition.restart('its issues changed since it was interrupted')
    return
  }
  if (isKnown && seen.size < total) partition.restart(`of its ${total} issues only ${seen.size} came`)
  const gone = (await presentKeys(walk, false)).filter((key) => !seen.has(key))
  if (gone.length === 0) return
  // An empty list is no proof: of a project that may not be browsed any more, the issues look like none.
  await askForAccess(walk)
  await partition.checkpoint({ rows: [removedRows(walk, gone)], cursor: null })
}
