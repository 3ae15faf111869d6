import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { databaseError, isConnectionFailure } from '../errors/database-error.js'
import { TransientError } from '../errors/import-error.js'
import { sqlState } from '../errors/sql-state.js'
import type { RawClient, TransactionalClient } from './client.js'
import { begin, beginFixed, fixSession } from './connection-settings.js'
import { type Connection, createConnections } from './create-connections.js'
import { type ConnectionOptions, openConnection } from './open-connection.js'
import { requireParameter } from './require-parameter.js'
import { TransactionLostError } from './transaction-lost.js'
import { valueParsers } from './value-parsers.js'

/** The database over connections of the import's own, whose settings are known. */
export interface ImportDatabase extends TransactionalClient {
  /** Never throws. */
  close(): Promise<void>
}

/** How the import reaches the database. */
export interface DatabaseAddress extends ConnectionOptions {
  /** Connections at once. Default: 4. */
  connections?: number
}

export interface DatabaseOptions extends DatabaseAddress {
  /** Whether a transaction pooler may be in between: then no session belongs to us, and each transaction is fixed on its own. */
  isPooled: boolean
  /** Aborted when the lease is lost: then nothing is waited for any more. */
  signal: AbortSignal
}

/** Longer than a server takes to start again. */
export const patienceMs = 30_000
/** More than `statement_timeout`, which answers with the reason. */
const queryTimeoutMs = 630_000
const waitMs = 200
/** What the server says before it closes the connection. */
const endsSession = /^(08|57P|25P0[34])/

/** Opens nothing until it is used. */
export function openDatabase(options: DatabaseOptions): ImportDatabase {
  const { connections: most = 4, isPooled, signal } = options
  const connections = createConnections(most, (closed) => patiently(connect, AbortSignal.any([signal, closed])))

  async function connect(): Promise<Client> {
    const doing = 'connecting for an import'
    const client = await openConnection({ applicationName: 'data-import', ...options, queryTimeoutMs }, doing)
    if (!isPooled) await client.query(fixSession)
    return client
  }

  async function inOwnTransaction<R>(work: (transaction: RawClient) => Promise<R>): Promise<R> {
    let result: R | undefined
    let transactionId: string | undefined
    try {
      return await connections.use(async (connection) => {
        transactionId = await beginOn(connection, isPooled)
        try {
          result = await work(rawClientOn(connection))
        } catch (error) {
          if (!connection.isBroken) await rollback(connection)
          throw error
        }
        const id = transactionId
        try {
          await commit(connection)
        } catch (error) {
          if (connection.isBroken) throw new CommitUnansweredError(id, error)
          throw error
        }
        return result
      })
    } catch (error) {
      if (!(error instanceof CommitUnansweredError)) throw error
      if (await isCommitted(error.transactionId, error.cause)) return result as R
      throw new TransactionLostError(error.cause)
    }
  }

  /** Asks the server, which knows of each transaction how it ended. */
  async function isCommitted(transactionId: string, cause: unknown): Promise<boolean> {
    try {
      for (;;) {
        const [row] = await single<{ status: string | null }[]>((client) =>
          client.$queryRawUnsafe(
            'SELECT pg_catalog.pg_xact_status($1::text::pg_catalog.xid8) AS status',
            transactionId,
          ),
        )
        if (row?.status !== 'in progress') return row?.status === 'committed'
        // The server hasn't noticed yet that its client is gone.
        await sleep(waitMs, undefined, { signal })
      }
    } catch (error) {
      // A crash forgets the numbers of transactions that were not on disk: this one isn't.
      if (sqlState(error) === '22023') return false
      throw new TransientError(
        'The connection to the database broke while rows were being committed, and the database could not be asked whether they are there. The next pass reads them again: none is lost, and none is stored twice.',
        { cause },
      )
    }
  }

  /** One statement. Behind a pooler it gets a transaction, so that it is fixed too. */
  async function single<R>(statement: (client: RawClient) => PromiseLike<R>): Promise<R> {
    return connections.use(async (connection) => {
      const client = rawClientOn(connection)
      if (!isPooled) return statement(client)
      await ask(connection, beginFixed)
      try {
        const result = await statement(client)
        await commit(connection)
        return result
      } catch (error) {
        if (!connection.isBroken) await rollback(connection)
        throw error
      }
    })
  }
  const explained = <R>(work: Promise<R>): Promise<R> =>
    work.catch((error: unknown) => {
      throw databaseError(error, 'reading and writing the books of the import')
    })
  return {
    $queryRawUnsafe: (query, ...values) => explained(single((client) => client.$queryRawUnsafe(query, ...values))),
    $executeRawUnsafe: (query, ...values) => explained(single((client) => client.$executeRawUnsafe(query, ...values))),
    $transaction: inOwnTransaction,
    close: connections.close,
  }
}

class CommitUnansweredError extends Error {
  constructor(
    readonly transactionId: string,
    cause: unknown,
  ) {
    super('The commit was not answered.', { cause })
  }
}

function isPassing(error: unknown): boolean {
  return isConnectionFailure(error) || sqlState(error) === '53300'
}

/** A server that restarts is waited for: a few seconds, in which nothing is asked of it. */
async function patiently<R>(connect: () => Promise<R>, signal: AbortSignal): Promise<R> {
  const untilMs = performance.now() + patienceMs
  for (;;) {
    try {
      return await connect()
    } catch (error) {
      if (signal.aborted || performance.now() > untilMs || !isPassing(error)) throw error
      await sleep(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** @returns the transaction's number, by which the server knows later how it ended. */
async function beginOn(connection: Connection, isPooled: boolean): Promise<string> {
  const results = (await ask(
    connection,
    `${isPooled ? beginFixed : begin}; SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text AS id`,
  )) as unknown as { rows: { id: string }[] }[]
  return results.at(-1)?.rows[0]?.id ?? ''
}

async function commit(connection: Connection): Promise<void> {
  const { command } = await ask(connection, 'COMMIT')
  // What Postgres answers to the commit of a transaction in which a statement failed.
  if (command === 'ROLLBACK')
    throw new TransientError('A transaction was committed after a statement in it had failed.')
}

async function rollback(connection: Connection): Promise<void> {
  await ask(connection, 'ROLLBACK').catch(() => {
    connection.isBroken = true
  })
}

function rawClientOn(connection: Connection): RawClient {
  return {
    async $queryRawUnsafe<T>(query: string, ...values: unknown[]): Promise<T> {
      // What a query returns is what its author says.
      return (await ask(connection, query, values)).rows as T
    },
    async $executeRawUnsafe(query, ...values) {
      return (await ask(connection, query, values)).rowCount ?? 0
    },
  }
}

async function ask(connection: Connection, text: string, values: readonly unknown[] = []) {
  const parameters = values.map(requireParameter)
  try {
    return await connection.client.query({ text, values: parameters, types: valueParsers })
  } catch (error) {
    const state = sqlState(error)
    if (state === undefined || endsSession.test(state)) connection.isBroken = true
    throw error
  }
}
