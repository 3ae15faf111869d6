import type { Flavor } from '../options.js'

/** An issue, as the server keeps it. */
export interface IssueState {
  key: string
  rule: string
  severity: string
  type: string
  status: string
  resolution: string | null
  /** Below the project; null for an issue of the project itself. */
  path: string | null
  line: number | null
  message: string
  effortMinutes: number
  /** A login. */
  assignee: string | null
  author: string
  createdAt: Date
  updatedAt: Date
  closedAt: Date | null
}

/** A security hotspot. */
export interface HotspotState {
  key: string
  rule: string
  probability: 'HIGH' | 'MEDIUM' | 'LOW'
  status: 'TO_REVIEW' | 'REVIEWED'
  resolution: 'FIXED' | 'SAFE' | 'ACKNOWLEDGED' | null
  path: string
  line: number
  message: string
  author: string
  createdAt: Date
  updatedAt: Date
}

/** An analysis with what was measured. */
export interface AnalysisState {
  key: string
  date: Date
  revision: string | null
  version: string
  /** `OK`, `ERROR`; null where the project had no gate. */
  gate: string | null
  measures: Map<string, string>
  /** Of new code: kept for the last analysis alone. */
  newCode: Map<string, string>
}

/** A project. */
export interface ProjectState {
  key: string
  readonly uuid: string
  name: string
  isPrivate: boolean
  /** In the order in which they were processed; the last one is the present one. */
  analyses: AnalysisState[]
  /** Whether housekeeping deleted the last one at once, as it was dated too far back. */
  isLastDeleted: boolean
  readonly issues: Map<string, IssueState>
  readonly hotspots: Map<string, HotspotState>
}

/** A token, and what its user may. */
export interface TokenState {
  readonly token: string
  readonly login: string
  /** Administer System. */
  isAdministrator: boolean
  /** Uuids of projects that the user may not browse. */
  readonly hidden: Set<string>
}

/** A user. */
export interface UserState {
  readonly login: string
  readonly id: string
  name: string
  isActive: boolean
}

/** Everything that the server has. */
export interface World {
  readonly flavor: Flavor
  readonly organization: string
  readonly zoneMinutes: number
  readonly projects: Map<string, ProjectState>
  readonly tokens: Map<string, TokenState>
  readonly users: Map<string, UserState>
  /** Whether the server still starts: then it knows its status alone. */
  isStarting: boolean
  now(): Date
  readonly seed: number
  /** Another number each time. */
  nextId(): number
}

/** How many results the search index gives of one list. */
export const mostResults = 10_000
