import { type FakeGithub, type FakeGithubOptions, type FakeOwner, startFakeGithub } from '@data-import/fake-github'
import { afterEach, beforeEach } from 'vitest'
import { createOpener } from '../client/open-github.js'

/** How a test's run is, where it isn't as most are. */
export interface RunOptions {
  signal?: AbortSignal
  timeLeftMs?: () => number
  isAllowedAddress?: (url: URL) => boolean
}

/** A GitHub with an organisation `acme` for each test of a file, and what opens it as the scripts of one pass do. */
export function useGithubClient(options: FakeGithubOptions = {}) {
  let github: FakeGithub
  let acme: FakeOwner
  let now = 0
  let shared = new Map<string, unknown>()
  const waits: number[] = []
  const clock = () => new Date(now)
  beforeEach(async () => {
    now = Date.parse('2026-06-01T12:00:00Z')
    shared = new Map()
    waits.length = 0
    github = await startFakeGithub({ now: clock, ...options })
    acme = github.addOrganization('acme')
  })
  afterEach(() => github.close())

  const open = createOpener({
    retryBaseMs: 1,
    now: clock,
    monotonicMs: () => now,
    async wait(milliseconds) {
      // Time is GitHub's: what waits for it moves it.
      waits.push(milliseconds)
      now += milliseconds
    },
  })
  return {
    github: () => github,
    acme: () => acme,
    /** What was waited for, in milliseconds. */
    waits,
    now: clock,
    /** Lets time go by at GitHub. */
    later: (milliseconds: number) => {
      now += milliseconds
    },
    /** Opens it for one run; runs of one test share what a pass shares. Settings that are empty are left out. */
    open(settings: Record<string, string> = {}, run: RunOptions = {}) {
      const given = { GITHUB_API_URL: github.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: acme.token, ...settings }
      return open({
        env: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
        signal: run.signal ?? new AbortController().signal,
        ...(run.isAllowedAddress && { isAllowedAddress: run.isAllowedAddress }),
        timeLeftMs: run.timeLeftMs ?? (() => Number.POSITIVE_INFINITY),
        shared<Value>(name: string, create: () => Value) {
          if (!shared.has(name)) shared.set(name, create())
          // Whoever asks for a name knows what it holds.
          return shared.get(name) as Value
        },
      })
    },
  }
}
