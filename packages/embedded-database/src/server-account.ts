import { stat } from 'node:fs/promises'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { runProgram } from './run-program.js'

/** The system user that the server runs as, because Postgres refuses to run as root. */
export interface ServerAccount {
  name: string
  uid: number
  gid: number
}

/**
 * The account to run the server as; undefined when that is the account that we run as.
 *
 * @param dataDirectory whoever owns existing data keeps owning it
 */
export async function chooseServerAccount(
  dataDirectory: string | undefined,
  onNotice: (notice: string) => void,
): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = dataDirectory && (await stat(dataDirectory).catch(() => undefined))
  if (owner && owner.uid !== 0) return { name: String(owner.uid), uid: owner.uid, gid: owner.gid }
  const account = (await findAccount('postgres')) ?? (await findAccount('_postgres'))
  if (account) return account
  const created = await createAccount()
  if (created) {
    onNotice('Created the system user postgres, because Postgres refuses to run as root.')
    return created
  }
  const nobody = await findAccount('nobody')
  if (nobody) return nobody
  throw new EmbeddedDatabaseError(
    'Postgres refuses to run as root, and there is no user "postgres" and none could be created. ' +
      'Run as an ordinary user, create a user "postgres", or set DATABASE_URL to a Postgres of yours.',
  )
}

async function createAccount(): Promise<ServerAccount | undefined> {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'postgres']],
  ]
  for (const [program, parameters] of attempts) {
    const { code } = await runProgram(program, parameters, undefined)
    const account = code === 0 ? await findAccount('postgres') : undefined
    if (account) return account
  }
  return undefined
}

async function findAccount(name: string): Promise<ServerAccount | undefined> {
  const [uid, gid] = await Promise.all([
    runProgram('id', ['-u', name], undefined),
    runProgram('id', ['-g', name], undefined),
  ])
  if (uid.code !== 0 || gid.code !== 0) return undefined
  return { name, uid: Number(uid.printed.trim()), gid: Number(gid.printed.trim()) }
}
