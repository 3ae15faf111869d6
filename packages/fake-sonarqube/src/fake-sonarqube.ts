import type { FakeFaults, FakeTraffic, ReceivedRequest } from '@data-import/fake-server'
import type { Flavor } from './options.js'
import type { FakeProject } from './project-handle.js'

/** A project to add. */
export interface NewProject {
  /** Default: made up. */
  readonly key?: string
  readonly name?: string
  readonly isPrivate?: boolean
}

/** A token to add. */
export interface NewToken {
  /** Default: false. */
  readonly isAdministrator?: boolean
}

/** A SonarQube on loopback. */
export interface FakeSonarqube {
  /** Without `/api`. */
  readonly url: string
  readonly flavor: Flavor
  /** Key of the organization; only Cloud asks for it. */
  readonly organization: string
  /** A token of an administrator. */
  readonly token: string
  readonly faults: FakeFaults<ReceivedRequest>
  readonly traffic: FakeTraffic
  addProject(project?: NewProject): FakeProject
  /** In the order in which they were added. */
  projects(): FakeProject[]
  addUser(user: { login: string; name: string }): void
  addToken(token?: NewToken): string
  /** Whether a token's user may administer the server. */
  setAdministrator(token: string, isAdministrator: boolean): void
  /** Takes the right to browse a project away, or gives it back. */
  hide(token: string, project: FakeProject, isHidden?: boolean): void
  revoke(token: string): void
  /** While it starts, it knows its status alone. */
  setStarting(isStarting: boolean): void
  now(): Date
  close(): Promise<void>
}
