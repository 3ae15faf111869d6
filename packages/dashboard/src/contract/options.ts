import type { InsightDatabase } from '@data-import/insight'

/** What somebody may do here. */
export interface Authorization {
  /** May see the pages. */
  read: boolean
  /** May press the buttons. */
  act: boolean
  /** Who it is, for decisions that are kept with a name. */
  name?: string
}

/** What the host lets people do beside what the tables allow. */
export interface DashboardActions {
  /** Begins a pass of one data source and doesn't wait for it. Without it there is no button "Run now". */
  run?: (request: { dataSourceId: string; name?: string }) => unknown
}

/** A link in the menu to a page of the host. */
export interface HostLink {
  label: string
  /** Absolute, or relative to the host's root: `/admin`. */
  href: string
}

/** What {@link createDashboard} needs. */
export interface DashboardOptions {
  /** The host's client: Prisma's, or any other with its two raw methods. */
  db: InsightDatabase
  /**
   * Who asks, and what they may do; null answers 404, as if there were nothing. There is no default: the host decides for every request. It
   * may not read the request's body.
   */
  authorize(request: Request): Authorization | null | Promise<Authorization | null>
  /** Where the dashboard is mounted: `/admin/import`. Default: at the root. */
  basePath?: string
  /** Postgres schema of the tables. Default: `data`. */
  schema?: string
  actions?: DashboardActions
  /** Links of the host in the menu. Default: none. */
  links?: readonly HostLink[]
  /** Origins that may show the dashboard in a frame: `'self'` or `https://portal.acme.example`. Default: none. */
  frameAncestors?: readonly string[]
  /** Milliseconds in which something must have moved for `/health` not to be failing. Default: one day. */
  healthMaxAgeMs?: number
  /** Told of what failed while a page was made. Default: a line on the console. */
  onError?: (error: unknown) => void
}
