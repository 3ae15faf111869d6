import { Client } from 'pg'

/** What `pg` sends when it connects: public in effect, and missing from its types. */
interface StartingClient {
  getStartupConf(): Record<string, string>
}

const startupOf = (Client.prototype as unknown as StartingClient).getStartupConf

/**
 * A connection whose session writes dates as Prisma's adapter reads them, whatever server, database or role are set to: the adapter cuts
 * off the offset. They are startup parameters, because those get through a pooler, which refuses `options` and gives a session that was
 * changed by a statement to others. https://www.pgbouncer.org/config.html#ignore_startup_parameters
 */
export class FixedClient extends Client {
  getStartupConf(): Record<string, string> {
    return { ...startupOf.call(this as unknown as StartingClient), TimeZone: 'UTC', DateStyle: 'ISO, YMD' }
  }
}
