import type { FakeServer } from '@data-import/fake-server'
import type { FakeBuild } from './state/build.js'
import type { BuildOptions, EndOptions, JobOptions } from './state/changes.js'
import type { ContainerKind } from './state/item.js'
import type { FakeTruth } from './state/truth.js'

/** A Jenkins on loopback, and what can be changed in it. Items are named by their full name: `folder/web/feature%2Fx`. */
export interface FakeJenkins extends Pick<FakeServer, 'faults' | 'traffic'> {
  /** Origin and base path, without a slash at the end. */
  readonly url: string
  /** An account that may read everything. */
  readonly user: { readonly id: string; readonly token: string }
  readonly random: () => number
  now(): Date
  addFolder(fullName: string, options?: { readonly kind?: ContainerKind; readonly objectUrl?: string }): void
  addJob(fullName: string, options?: JobOptions): void
  /** Deletes a folder or a job with everything in it. */
  remove(fullName: string): void
  rename(fullName: string, newName: string): void
  /** Deletes a job and makes it again: its numbers start at 1. */
  recreate(fullName: string): void
  start(fullName: string, options?: BuildOptions): FakeBuild
  finish(fullName: string, number: number, options?: EndOptions): FakeBuild
  /** Starts and finishes a build. */
  build(fullName: string, options?: BuildOptions & EndOptions): FakeBuild
  /** A running build, to be changed in place. */
  running(fullName: string, number: number): FakeBuild
  discard(fullName: string, number: number): void
  /** The item is listed, and answers 403 when it is asked for. */
  forbid(fullName: string, isForbidden?: boolean): void
  addUser(id: string, options?: { readonly fullName?: string; readonly email?: string; readonly token?: string }): void
  /** The account stays, its token doesn't. */
  revoke(id: string): void
  setStageView(isInstalled: boolean): void
  truth(): FakeTruth
  close(): Promise<void>
}
