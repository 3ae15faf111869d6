import type { QualityIssueRow } from '@data-import/model'
import { instantOf } from '../client/instant.js'
import { textOf } from '../client/text.js'
import { lineOf, type OwningProject, pathOf, stateOf } from './issue-row.js'
import type { People } from './people.js'

/** A security hotspot as `hotspots/search` has it. Its `assignee` is an id of a user that nothing else names. */
export interface RestHotspot {
  key?: unknown
  project?: unknown
  component?: unknown
  ruleKey?: unknown
  vulnerabilityProbability?: unknown
  status?: unknown
  /** Only of a reviewed one. */
  resolution?: unknown
  message?: unknown
  line?: unknown
  author?: unknown
  creationDate?: unknown
  updateDate?: unknown
}

/** The type of hotspots among the issues. */
export const hotspotType = 'SECURITY_HOTSPOT'

/**
 * `externalId` ← `key`; `rule` ← `ruleKey`; `type` is SECURITY_HOTSPOT; `severity` ← `vulnerabilityProbability`; `state`, `originalState` ← `status` (to
 * review is OPEN, reviewed is CLOSED); `resolution`; `message`; `path` ← `component`; `line`; `authorId`, `authorName` ← `author`;
 * `createdAt` ← `creationDate`; `updatedAt` ← `updateDate`. Null for one without a key.
 */
export function hotspotRow(
  hotspot: RestHotspot,
  { id, key, webUrl }: OwningProject,
  people: People,
): QualityIssueRow | null {
  const externalId = textOf(hotspot.key)
  if (externalId === null) return null
  const status = textOf(hotspot.status)
  return {
    externalId,
    qualityProjectId: id,
    branch: null,
    rule: textOf(hotspot.ruleKey),
    type: hotspotType,
    severity: textOf(hotspot.vulnerabilityProbability),
    state: stateOf(status),
    originalState: status,
    resolution: textOf(hotspot.resolution),
    message: textOf(hotspot.message),
    path: pathOf(hotspot.component, key),
    line: lineOf(hotspot.line),
    assigneeId: null,
    authorId: people.authorId(hotspot.author),
    authorName: textOf(hotspot.author),
    effortMinutes: null,
    url: `${webUrl}/security_hotspots?id=${encodeURIComponent(key)}&hotspots=${encodeURIComponent(externalId)}`,
    createdAt: instantOf(hotspot.creationDate),
    updatedAt: instantOf(hotspot.updateDate),
    closedAt: null,
    removedAt: null,
  }
}
