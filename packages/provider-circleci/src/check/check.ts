import { type CheckContext, type CheckFinding, HttpError } from '@data-import/core/provider'
import { type Circleci, createOpener, projectPath } from '../client/open-circleci.js'
import { instantOf, textOf } from '../record/read.js'
import { runDays } from '../resource.js'
import { shortSlug } from '../settings.js'
import { describeEstimate, type Sample } from './describe-estimate.js'

/** Projects that are looked at; somebody waits. */
const mostProjects = 10

interface Listed {
  created_at?: string | null
  project_slug?: string | null
}

/**
 * Looks whether the token is good, which projects it sees, whether there are deploys, and says what the first import will
 * cost. Takes at most about 30 requests, and saves nothing.
 */
export async function check(context: CheckContext): Promise<readonly CheckFinding[]> {
  const findings: CheckFinding[] = []
  try {
    for await (const finding of lookAt(createOpener()(context))) findings.push(finding)
  } catch (error) {
    context.signal.throwIfAborted()
    findings.push({ status: 'error', message: error instanceof Error ? error.message : String(error) })
  }
  return findings
}

async function* lookAt(circleci: Circleci): AsyncGenerator<CheckFinding> {
  const { source, settings, lists } = circleci
  const { body: me } = await source.get<{ login?: string | null; id?: string | null } | null>('/me')
  if (textOf(me?.id) === null && textOf(me?.login) === null) {
    yield { status: 'error', message: 'CIRCLECI_URL answers, and not as the API of CircleCI: is it the right address?' }
    return
  }
  yield { status: 'ok', message: `The token is that of ${textOf(me?.login) ?? 'somebody without a login'}` }
  const slugs = new Set(settings.projects)
  for (const organization of settings.organizations) {
    const found = await tried(() => firstPage(`/pipeline`, { 'org-slug': organization }))
    if ('problem' in found) yield { status: 'error', message: `${organization}: ${found.problem}` }
    else {
      const own = new Set(found.value.items.flatMap(({ project_slug: slug }) => textOf(slug) ?? []).map(shortSlug))
      for (const slug of own) slugs.add(slug)
      const more = found.value.next === null ? '' : ', and perhaps others'
      yield {
        status: own.size > 0 ? 'ok' : 'warning',
        message: `${organization} has run pipelines in ${count(own.size, 'project')} lately${more}. Projects that run nothing, and those that the token's owner doesn't follow, are to be named in CIRCLECI_PROJECTS`,
      }
    }
  }
  const samples: Sample[] = []
  let organizationId: string | null = null
  for (const slug of [...slugs].slice(0, mostProjects)) {
    const found = await tried(async () => {
      const { body } = await source.get<{ organization_id?: string | null } | null>(projectPath(slug))
      organizationId ??= textOf(body?.organization_id)
      return firstPage(`${projectPath(slug)}/pipeline`)
    })
    if ('problem' in found) yield { status: 'error', message: `${slug}: ${found.problem}` }
    else samples.push(sampleOf(found.value))
  }
  if (samples.length === 0) return
  yield {
    status: 'ok',
    message: `May read pipelines, workflows, jobs and tests of ${samples.length} of ${count(slugs.size, 'project')}`,
  }
  if (organizationId !== null) yield await lookAtDeploys(organizationId)
  const since = settings.since ?? new Date(Date.now() - runDays * 86_400_000)
  yield describeEstimate(samples, { projects: slugs.size, since, now: source.now() ?? new Date() })

  async function firstPage(path: string, query = {}) {
    for await (const { items, next } of lists.pages<Listed>(path, { query })) return { items, next }
    return { items: [], next: null }
  }

  async function lookAtDeploys(id: string): Promise<CheckFinding> {
    const query = { 'org-id': id, 'page-size': 1 }
    const found = await tried(() => source.get('/deploy/components', { query }))
    if (!('problem' in found)) return { status: 'ok', message: 'May read deploys' }
    return { status: 'warning', message: `deployment is not available: ${found.problem}` }
  }
}

async function tried<Value>(ask: () => Promise<Value>): Promise<{ value: Value } | { problem: string }> {
  try {
    return { value: await ask() }
  } catch (error) {
    if (!HttpError.isInstance(error) || error.status >= 500) throw error
    return { problem: `${error.unavailableReason ?? error.message}` }
  }
}

function sampleOf({ items, next }: { items: readonly Listed[]; next: string | null }): Sample {
  const times = items.flatMap(({ created_at: at }) => instantOf(at)?.getTime() ?? [])
  return {
    pipelines: items.length,
    oldest: times.length > 0 ? new Date(Math.min(...times)) : null,
    hasMore: next !== null,
  }
}

/** `3 projects`. */
export function count(value: number, unit: string): string {
  return `${value.toLocaleString('en')} ${value === 1 ? unit : `${unit}s`}`
}
