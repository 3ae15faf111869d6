import { type CheckContext, type CheckFinding, ConfigurationError } from '@data-import/core/provider'
import { readSettings, type Settings } from '../context/settings.js'
import { gitVersion } from '../git/git-version.js'
import { readHead } from '../git/head.js'
import { countCommits, openRepository } from '../git/repository-handle.js'
import { withoutCredentials } from '../git/without-credentials.js'
import { listRemote } from '../sources/clone.js'
import { configuredSources } from '../sources/configured-sources.js'
import type { LocalSource, RemoteSource, Source } from '../sources/source.js'

const remoteTimeoutMs = 20_000

/** Looks whether git is there, and each configured repository and its branch can be read. Fetches nothing. */
export async function check({ env, signal, ...rule }: CheckContext): Promise<readonly CheckFinding[]> {
  try {
    const settings = readSettings(env)
    const version = await gitVersion(process.env, signal)
    const findings: CheckFinding[] = [{ status: 'ok', message: `git ${version}` }]
    for (const source of await configuredSources(settings, rule)) findings.push(await lookAt(source, settings, signal))
    return findings
  } catch (error) {
    return [failed(error, signal)]
  }
}

async function lookAt(source: Source, settings: Settings, signal: AbortSignal): Promise<CheckFinding> {
  try {
    if (source.kind === 'broken') throw source.problem
    return source.kind === 'local'
      ? await lookAtFolder(source, settings, signal)
      : await lookAtRemote(source, settings, signal)
  } catch (error) {
    return failed(error, signal, source.name)
  }
}

async function lookAtFolder(
  { folder }: LocalSource,
  { branch, patience }: Settings,
  signal: AbortSignal,
): Promise<CheckFinding> {
  const repository = await openRepository(folder, process.env, signal, patience)
  const head = await readHead(repository, branch)
  if (head.sha === null) return { status: 'warning', message: `${folder}: ${head.emptyBecause}` }
  const commits = await countCommits(repository, head.sha)
  return { status: 'ok', message: `${folder}: ${commits} commits in ${head.branch ?? head.sha}` }
}

async function lookAtRemote(
  { address }: RemoteSource,
  { branch, patience }: Settings,
  signal: AbortSignal,
): Promise<CheckFinding> {
  const late = new AbortController()
  // Not `AbortSignal.timeout`, which `AbortSignal.any` holds weakly: https://github.com/nodejs/node/issues/57736
  const timer = setTimeout(() => late.abort(new DOMException('No answer in time.', 'TimeoutError')), remoteTimeoutMs)
  const either = AbortSignal.any([signal, late.signal])
  const listed = await listRemote({ address, environment: process.env, signal: either, patience }).finally(() =>
    clearTimeout(timer),
  )
  const { url } = address
  if (listed.isEmpty)
    return { status: 'warning', message: `${url}: has no branch, no tag and no HEAD: an empty repository` }
  if (branch === 'HEAD') {
    return listed.headSha
      ? { status: 'ok', message: `${url}: can be read and has HEAD` }
      : { status: 'error', message: `${url}: its HEAD leads to no commit; set GIT_BRANCH to the branch to import` }
  }
  if ([branch, `refs/heads/${branch}`, `refs/tags/${branch}`].some((ref) => listed.refs.has(ref))) {
    return { status: 'ok', message: `${url}: can be read and has ${branch}` }
  }
  if (/^[0-9a-f]{7,64}$/.test(branch)) {
    return { status: 'ok', message: `${url}: can be read; whether it has the commit ${branch} shows when it is cloned` }
  }
  return { status: 'error', message: `${url}: has no branch or tag ${branch}; correct GIT_BRANCH` }
}

function failed(error: unknown, signal: AbortSignal, name?: string): CheckFinding {
  signal.throwIfAborted()
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { status: 'error', message: `${name}: no answer within ${remoteTimeoutMs / 1000} seconds` }
  }
  if (!(error instanceof Error)) throw new ConfigurationError('The check failed.', { cause: error })
  return { status: 'error', message: withoutCredentials(name ? `${name}: ${error.message}` : error.message) }
}
