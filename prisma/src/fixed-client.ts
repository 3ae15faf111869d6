import { Client, type ClientConfig } from 'pg'
import type { FixedSettings } from './fixed-settings.js'

/** What `pg` sends when it connects: public in effect, and missing from its types. */
interface StartingClient {
  getStartupConf(): Record<string, string>
}

const startupOf = (Client.prototype as unknown as StartingClient).getStartupConf

type WhenConnected = ((error: Error) => void) | ((error: null, client: Client) => void)

/** How a {@link FixedClient} connects. */
export interface FixedClientConfig extends ClientConfig {
  /** Sent when it connects; a function is asked then. */
  settings?: FixedSettings | (() => Promise<FixedSettings>)
}

/**
 * A connection whose session doesn't depend on what server, database or role are set to. Its settings are startup parameters, because
 * those hold from the first statement on, and because a pooler gives a session that was changed by a statement to others.
 */
export class FixedClient extends Client {
  readonly #askSettings: () => Promise<FixedSettings>
  #settings: FixedSettings = {}

  constructor(config: FixedClientConfig = {}) {
    super(config)
    const { settings = {} } = config
    this.#askSettings = typeof settings === 'function' ? settings : async () => settings
  }

  /** Whether its session was given settings. */
  get hasSettings(): boolean {
    return Object.keys(this.#settings).length > 0
  }

  override connect(): Promise<Client>
  override connect(callback: WhenConnected): void
  override connect(callback?: WhenConnected): Promise<Client> | undefined {
    const asked = this.#askSettings().then((settings) => {
      this.#settings = settings
    })
    if (callback === undefined) return asked.then(() => super.connect())
    // A callback of either type is called with an error alone where there is one.
    asked.then(() => super.connect(callback), callback as (error: Error) => void)
    return undefined
  }

  getStartupConf(): Record<string, string> {
    return { ...startupOf.call(this as unknown as StartingClient), ...this.#settings }
  }
}
