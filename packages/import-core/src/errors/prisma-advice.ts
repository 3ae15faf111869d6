import type { Advice } from './state-advice.js'

const migrate = 'Apply the migrations, with the CLI: data-import migrate.'

/** Failures that Prisma reports under a code of its own. https://www.prisma.io/docs/orm/reference/error-reference */
const advice: Readonly<Record<string, Advice>> = {
  P1000: configure('The database refused the user or password', 'Look at the connection string.'),
  P1003: configure(
    'The database of the connection string does not exist',
    'Create it, or correct the connection string.',
  ),
  P1010: configure('The database user lacks a privilege', 'Grant it.'),
  P1011: configure('The database could not be reached over TLS', 'Look at sslmode in the connection string.'),
  P2021: configure('The database lacks tables or columns of this version', migrate),
  P2022: configure('The database lacks tables or columns of this version', migrate),
  P2024: retry(
    'The pool of the Prisma client had no free connection',
    'Run again, or give the client more connections.',
  ),
  P2028: retry('A transaction of the Prisma client could not be opened or continued for too long', 'Run again.'),
  P2034: retry('The database rolled a transaction back, because it met another one', 'Run again.'),
  P2037: retry('The database has no connection left', 'Run again, or raise max_connections.'),
}

function configure(what: string, todo: string): Advice {
  return { recovery: 'configure', what, todo, isMessageTold: true }
}

function retry(what: string, todo: string): Advice {
  return { recovery: 'retry', what, todo, isMessageTold: true }
}

/** What an error of a Prisma client means, if it is one. */
export function prismaAdvice(error: unknown): Advice | undefined {
  const { name, code, errorCode } = (error ?? {}) as { name?: unknown; code?: unknown; errorCode?: unknown }
  if (typeof name !== 'string' || !name.startsWith('PrismaClient')) return undefined
  const known = [code, errorCode].find((one) => typeof one === 'string' && Object.hasOwn(advice, one))
  if (typeof known === 'string') return advice[known]
  return name === 'PrismaClientValidationError'
    ? configure(
        'The Prisma client refused a query',
        'Generate the client again from the schema that this version needs.',
      )
    : retry('The Prisma client failed', 'Run again; if it comes again, look at the log of the server.')
}
