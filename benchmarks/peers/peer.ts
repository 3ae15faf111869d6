import type { FakeGithubOptions } from '@data-import/fake-github'
import type { CommandOptions, MeasuredCommand } from './measured-command.js'
import type { Organization } from './organization.js'
import type { Records } from './records.js'

/** A tool that imports from GitHub. */
export interface Peer {
  /** With its version. */
  name: string
  /** Only where it doesn't take the address of github.com's API. */
  flavor?: FakeGithubOptions['flavor']
  /** Makes it ready to import into an empty place. */
  start(place: Place): Promise<Importer>
}

/** Where a tool finds GitHub, and what it keeps. */
export interface Place extends Organization {
  /** An empty folder of its own. */
  folder: string
  /** Of a database that it shares with nobody. */
  connectionString: string
  limits: CommandOptions
}

/** A tool with what it has imported so far. */
export interface Importer {
  /** One import, as the tool goes on from the one before. @throws when it fails */
  pass(): Promise<MeasuredCommand>
  /** What it has now, without what it says is gone. */
  records(): Promise<Records>
}
