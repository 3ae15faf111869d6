import type { Scope } from './page.js'

/** Something that people do by a button. It is asked for by POST only, by those who may act, from a page of this dashboard. */
export interface Action {
  /** Like a page's path: `look-again`. */
  path: string
  /**
   * Does it.
   *
   * @param form what the button's form sent, without the token.
   * @returns the path to go to afterwards, with its query, and what the page then says.
   * @throws {ConfigurationError} if it can't be done; the message is shown.
   */
  run(scope: Scope, form: URLSearchParams): Promise<ActionResult>
}

/** Where an action leads. */
export interface ActionResult {
  path: string
  query?: Readonly<Record<string, string>>
  /** A key of `notices.ts`. */
  notice: string
}
