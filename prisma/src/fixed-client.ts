import { Client, type ClientConfig } from 'pg'
import type { FixedSettings } from './fixed-settings.js'

/** What `pg` sends when it connects: public in effect, and missing from its types. */
interface StartingClient {
  getStartupConf(): Record<string, string>
}

const startupOf = (Client.prototype as unknown as StartingClient).getStartupConf

/** How a {@link FixedClient} connects. */
export interface FixedClientConfig extends ClientConfig {
  /** Sent when it connects, as they are then. */
  settings?: FixedSettings
}

/**
 * A connection whose session doesn't depend on what server, database or role are set to. Its settings are startup parameters, because
 * those hold from the first statement on, and because a pooler gives a session that was changed by a statement to others.
 */
export class FixedClient extends Client {
  readonly #settings: FixedSettings

  constructor(config: FixedClientConfig = {}) {
    super(config)
    this.#settings = config.settings ?? {}
  }

  getStartupConf(): Record<string, string> {
    return { ...startupOf.call(this as unknown as StartingClient), ...this.#settings }
  }
}
