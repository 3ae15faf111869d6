import type { FakeGithub } from './fake-github.js'
import type { FakeGithubOptions } from './options.js'

/** Starts a GitHub on loopback. */
export async function startFakeGithub(_options?: FakeGithubOptions): Promise<FakeGithub> {
  throw new Error('not built yet')
}
