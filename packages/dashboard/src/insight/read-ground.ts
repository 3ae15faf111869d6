import { type InstalledViews, readViews } from '@data-import/insight'
import type { Scope } from '../contract/page.js'
import { type Choice, readChoice } from './choice.js'

/** What every page about figures needs. */
export interface Ground {
  views: InstalledViews
  /** Undefined where the views aren't installed, or no data source is. */
  choice: Choice | undefined
}

/** Looks whether the views are there, and what can be chosen. */
export async function readGround(scope: Scope): Promise<Ground> {
  const views = await readViews(scope.db, scope.schema)
  return { views, choice: views.version === null ? undefined : await readChoice(scope) }
}
