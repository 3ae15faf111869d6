import type { Recovery } from './import-error.js'

/** What a failure of Postgres means and what to do about it. */
export interface Advice {
  recovery: Extract<Recovery, 'retry' | 'configure'>
  /** A sentence, to be followed by what was being done. */
  what: string
  /** Sentences. */
  todo: string
  /** Whether Postgres's own message says more. */
  isMessageTold?: boolean
}

const again = 'Run again; if it comes again, look at the log of the server.'
const migrate = 'Apply the migrations, with the CLI: data-import migrate.'

/**
 * By SQLSTATE: the code, or the first letters of it; the longest that fits counts.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const advice: Readonly<Record<string, Advice>> = {
  '08': {
    recovery: 'retry',
    what: "The database can't be reached",
    todo: 'Is it running, and is the address right?',
  },
  '09': told('configure', 'A trigger of the database failed', 'Look at the triggers of the table.'),
  '0A': told(
    'configure',
    'The database can not do what is needed with a table as it is made',
    'A rule (CREATE RULE) or a view in its place is the usual reason: use a plain or partitioned table, and a trigger in place of the rule.',
  ),
  '0L': told('configure', 'The database refused a grant', 'Look at the privileges of its user.'),
  '0P': told('configure', 'The database refused the role', 'Look at the role of its user.'),
  '21': told('configure', 'The database refused rows that are given twice', 'Report it, with the log of the run.'),
  '22': told(
    'configure',
    'The database refused a value',
    "Compare the columns' types with the reference schema, and look at the triggers of the table.",
  ),
  '22P02': told('configure', 'The database has no such type or enum value', 'Bring its schema to this version.'),
  '23': told(
    'configure',
    'A constraint of the database refused a row',
    'Compare the constraints of the table with the reference schema.',
  ),
  '25': told('retry', 'The database refused a statement in the state of its transaction', again),
  '25006': {
    recovery: 'configure',
    what: 'The database takes no writes',
    todo: 'Either it is a standby, as after a failover: give the address of the primary. Or its role or database is set to read only: ALTER ROLE … RESET default_transaction_read_only, and the same for the database.',
  },
  '25P03': {
    recovery: 'retry',
    what: 'The database ended a transaction that stood idle, because this process was held up',
    todo: 'Run again.',
  },
  '25P04': {
    recovery: 'retry',
    what: 'The database ended a transaction that took longer than its transaction_timeout',
    todo: 'Run again, or raise the limit of the role.',
  },
  '28': {
    recovery: 'configure',
    what: 'The database refused the user or password',
    todo: "Look at the connection string, and at the server's pg_hba.conf.",
  },
  '2B': told('configure', 'The database refused a change of privileges', 'Look at the privileges of its user.'),
  '2F': told('configure', 'A function of the database failed', 'Look at the triggers of the table.'),
  '38': told('configure', 'A function of the database failed', 'Look at the triggers of the table.'),
  '39': told('configure', 'A function of the database failed', 'Look at the triggers of the table.'),
  '3D': {
    recovery: 'configure',
    what: 'The database of the connection string does not exist',
    todo: 'Create it, or correct the connection string.',
  },
  '3F': { recovery: 'configure', what: 'The database lacks the schema of the tables', todo: migrate },
  '40': told('retry', 'The database rolled a transaction back, because it met another one', 'Run again.'),
  '42': told('configure', 'The database does not understand a statement', 'Bring its schema to this version.'),
  '42501': told(
    'configure',
    'The database user lacks a privilege',
    'Grant it: the file privileges.sql of the reference schema lists what a pass needs.',
  ),
  '42703': {
    recovery: 'configure',
    what: 'The database lacks tables or columns of this version',
    todo: migrate,
    isMessageTold: true,
  },
  '42704': told('configure', 'The database has no such type or enum value', 'Bring its schema to this version.'),
  '42P01': {
    recovery: 'configure',
    what: 'The database lacks tables or columns of this version',
    todo: migrate,
    isMessageTold: true,
  },
  '42P10': {
    recovery: 'configure',
    what: 'A table that is written lacks its unique constraint',
    todo: 'Add @@unique([dataSourceId, externalId]) to its model and migrate.',
  },
  '44': told('configure', 'A view of the database refused a row', 'Look at its WITH CHECK OPTION.'),
  '53': told('retry', 'The database lacks a resource', again),
  '53100': { recovery: 'retry', what: "The database's disk is full", todo: 'Free space, then run again.' },
  '53200': {
    recovery: 'retry',
    what: 'The database ran out of memory',
    todo: 'Run again; if it comes again, give the server more memory, or lower its work_mem or max_connections.',
  },
  '53300': {
    recovery: 'retry',
    what: 'The database has no connection left',
    todo: 'Run again, or raise max_connections, or the connection limit of the role.',
  },
  '53400': told('retry', 'A limit of the database was reached', 'Raise the limit that it names, then run again.'),
  '54': told('configure', 'A limit of Postgres was reached', 'Look at what the row or statement holds.'),
  '55': told('retry', 'The database was not ready for a statement', again),
  '55P03': {
    recovery: 'retry',
    what: 'A transaction of an earlier pass, or of somebody else, is still open',
    todo: 'The next pass tries again.',
  },
  '57': told('retry', 'The database was told to stop what it did', again),
  '57014': told(
    'retry',
    'The database ended a statement before it was done: its time was over, or somebody cancelled it',
    'Run again; if it comes again, look for what keeps the tables locked.',
  ),
  '57P': {
    recovery: 'retry',
    what: "The database can't be reached",
    todo: 'Is it running, and is the address right?',
  },
  '57P01': { recovery: 'retry', what: 'The database ended the connection, as for a restart', todo: 'Run again.' },
  '57P02': {
    recovery: 'retry',
    what: 'The database ended the connection, because one of its processes crashed',
    todo: again,
  },
  '57P03': {
    recovery: 'retry',
    what: 'The database is starting up or shutting down',
    todo: 'Run again in a moment.',
  },
  '58': told(
    'retry',
    "The database's server could not read or write its files",
    'Look at its disk and its log, then run again.',
  ),
  '72': told('retry', 'The database has no longer the snapshot that a statement needs', 'Run again.'),
  F0: told('configure', "The database's configuration file is broken", 'Correct it on the server.'),
  HV: told('configure', 'A foreign table of the database failed', 'Look at its server and its mapping.'),
  P0: told(
    'configure',
    'A function or trigger of the database raised an error',
    'It is no part of the import: look at the triggers of the table.',
  ),
  XX: told('retry', 'The database reports a fault of its own', again),
  XX001: told(
    'configure',
    'The database reports that its data is damaged',
    'Stop writing to it, look at the disk, and restore what is damaged.',
  ),
  XX002: told('configure', 'The database reports that an index is damaged', 'Look at the disk, then REINDEX.'),
}

function told(recovery: Advice['recovery'], what: string, todo: string): Advice {
  return { recovery, what, todo, isMessageTold: true }
}

const unknown = told('retry', 'The database reports an error', again)

/** What a SQLSTATE means, also one that no list has yet. */
export function adviceFor(state: string): Advice {
  for (let length = state.length; length >= 2; length--) {
    const found = advice[state.slice(0, length)]
    if (found) return found
  }
  return { ...unknown, what: `${unknown.what} (SQLSTATE ${state})` }
}
