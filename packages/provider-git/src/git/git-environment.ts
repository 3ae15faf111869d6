import { devNull } from 'node:os'
import { join, resolve } from 'node:path'
import type { Credentials } from './remote-address.js'

/** A file that isn't there, in a folder that is: git takes it for an empty one. */
const absent = resolve('/', '.data-import-absent')

/** Variables of a process, as `process.env` has them. */
export type Environment = Record<string, string | undefined>

/** Settings of the operator that decide how the network is reached; every other `GIT_…` variable is dropped. */
const keptForTheNetwork = /^GIT_(SSH|SSH_COMMAND|SSL_\w+|PROXY_\w+|HTTP_\w+|CONFIG_GLOBAL|CONFIG_SYSTEM|EXEC_PATH)$/

/** Transports that a clone or fetch may use; `ext::` and other helpers run programs and are not among them. */
const allowedProtocols = 'https:http:ssh:git:file'

/**
 * Settings that outrank whatever the repository's own configuration says: reading a repository must run no program
 * that the repository names. External diffs and text conversions are switched off where the diff is made.
 */
export const safeOptions = [
  '--no-pager',
  '-c',
  'core.fsmonitor=false',
  '-c',
  `core.hooksPath=${devNull}`,
  '-c',
  `core.attributesFile=${devNull}`,
  '-c',
  'core.alternateRefsCommand=false',
  '-c',
  'log.showSignature=false',
]

const readOnlyOptions = ['-c', 'core.sshCommand=false', '-c', 'core.gitProxy=false', '-c', 'credential.helper=']

/** Options in front of each command that reads a repository. */
export const readOptions = [...safeOptions, ...readOnlyOptions]

/**
 * Environment of commands that read one repository: no network (also no lazy fetch of a partial clone), no prompt,
 * no configuration but the repository's, no inherited `GIT_DIR`, and true history (no replacements, no grafts).
 */
export function readEnvironment(base: Environment, gitDirectory: string): Environment {
  return {
    ...withoutGitVariables(base),
    ...unattended,
    GIT_DIR: gitDirectory,
    // The index says nothing about history, and reading a big one costs time.
    GIT_INDEX_FILE: absent,
    GIT_GRAFT_FILE: absent,
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  }
}

/**
 * How a git that prints for a whole history spends no time on anything else: it hands its output over when its buffer is full or it is
 * told to, not after each commit (https://git-scm.com/docs/git#Documentation/git.txt-codeGITFLUSHcode), and keeps the memory
 * of one text for the next, where glibc gives it back and fetches it again, page by page
 * (https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html). Other C libraries don't know these names.
 */
const steady = {
  GIT_FLUSH: '0',
  MALLOC_MMAP_THRESHOLD_: String(32 * 1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(128 * 1024 * 1024),
  MALLOC_TOP_PAD_: String(4 * 1024 * 1024),
}

/**
 * Environment of commands that read objects by their ids, from the repository whose common directory is given, and obey nothing that
 * stands beside them.
 *
 * @param neutralDirectory a git directory without settings and attributes
 */
export function objectEnvironment(base: Environment, neutralDirectory: string, commonDirectory: string): Environment {
  return {
    ...readEnvironment(base, neutralDirectory),
    ...steady,
    GIT_OBJECT_DIRECTORY: join(commonDirectory, 'objects'),
    GIT_SHALLOW_FILE: join(commonDirectory, 'shallow'),
  }
}

/** What a command that uses the network works on. */
export interface NetworkUse {
  /** The clone to fetch into; without one the command has no repository, and must find none around it. */
  gitDirectory?: string
  credentials?: Credentials | undefined
}

/**
 * Environment of commands that use the network: the operator's own configuration holds (proxies, keys), nothing is
 * asked, and credentials reach git through a helper, so that no argument list or stored URL has them.
 *
 * `GIT_DIR` is always set. Without it git looks for a repository in the folder it is started in and in those above, and obeys its
 * configuration, whose credential helper may be any program: https://git-scm.com/docs/git#_the_git_repository
 */
export function networkEnvironment(base: Environment, { gitDirectory, credentials }: NetworkUse = {}): Environment {
  const kept = Object.entries(base).filter(([name]) => keptForTheNetwork.test(name))
  const environment: Environment = {
    ...withoutGitVariables(base),
    ...Object.fromEntries(kept),
    ...unattended,
    GIT_DIR: gitDirectory ?? absent,
    GIT_ALLOW_PROTOCOL: allowedProtocols,
  }
  if (!environment.GIT_SSH_COMMAND && !environment.GIT_SSH) {
    environment.GIT_SSH_COMMAND = 'ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=15'
  }
  return credentials ? { ...environment, ...credentialHelper(credentials) } : environment
}

/** https://git-scm.com/docs/gitcredentials: a helper prints the attributes; an empty value resets earlier helpers. */
function credentialHelper({ origin, username, password }: Credentials): Environment {
  const print = 'printf "username=%s\\npassword=%s\\n" "$DATA_IMPORT_GIT_USERNAME" "$DATA_IMPORT_GIT_PASSWORD"'
  return {
    DATA_IMPORT_GIT_USERNAME: username,
    DATA_IMPORT_GIT_PASSWORD: password,
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'credential.helper',
    GIT_CONFIG_VALUE_0: '',
    GIT_CONFIG_KEY_1: `credential.${origin}.helper`,
    GIT_CONFIG_VALUE_1: `!f() { test "$1" = get && ${print}; }; f`,
  }
}

const unattended = {
  GIT_TERMINAL_PROMPT: '0',
  // Answers every question with a failure.
  GIT_ASKPASS: 'false',
  SSH_ASKPASS: 'false',
  SSH_ASKPASS_REQUIRE: 'never',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
  LANGUAGE: 'C',
}

function withoutGitVariables(base: Environment): Environment {
  return Object.fromEntries(Object.entries(base).filter(([name]) => !name.startsWith('GIT_')))
}
