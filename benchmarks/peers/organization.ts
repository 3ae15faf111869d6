import { setTimeout as wait } from 'node:timers/promises'
import { type FakeGithub, type FakeGithubOptions, type FakeOwner, startFakeGithub } from '@data-import/fake-github'
import { addDelivery, addWork } from './work.js'

/** Of each of the repositories. */
const size = { repositories: 6, commits: 250, pullRequests: 40, issues: 30, runs: 70 }
const unlimited = { limit: 1_000_000, remaining: 1_000_000 }
const hourMs = 3_600_000

/** An organisation on a fake GitHub. */
export interface Organization {
  github: FakeGithub
  acme: FakeOwner
  /** Of each answer. */
  latency: { milliseconds: number }
}

/** Makes the same organisation each time, but for the day: its past ends an hour ago. */
export async function createOrganization(flavor: FakeGithubOptions['flavor']): Promise<Organization> {
  const latency = { milliseconds: 0 }
  let behindMs = hourMs
  const github = await startFakeGithub({ ...(flavor && { flavor }), now: () => new Date(Date.now() - behindMs) })
  github.faults.onRequest(() => (latency.milliseconds > 0 ? wait(latency.milliseconds) : undefined))
  const acme = github.addOrganization('acme')
  github.limits.set(acme.token, unlimited)
  github.limits.set(acme.token, unlimited, 'graphql')
  for (let at = 0; at < size.repositories; at++) {
    const repository = await acme.addRepository({ name: `service-${at}`, commits: size.commits })
    await addWork(repository, { ...size, now: acme.now() })
    await addDelivery(repository, { ...size, now: acme.now() })
  }
  await acme.addRepository({ name: 'empty' })
  behindMs = 0
  return { github, acme, latency }
}
