import { countOf } from '../html/format.js'
import type { OpenParts } from '../queries/count-open-parts.js'
import type { ResourceState } from '../state/resource-state.js'
import type { RunningState } from '../state/running-state.js'
import type { SourceState } from '../state/source-state.js'
import { openPartPhrases } from './nouns.js'

/** What the sentence on top is made from. */
export interface Facts {
  now: Date
  sources: readonly SourceState[]
  openParts: readonly OpenParts[]
  running: RunningState
  /** When a pass last took its lock. */
  passBeganAt: Date | null
}

/** How complete everything is, in one sentence. */
export interface Verdict {
  tone: 'good' | 'warning' | 'bad' | 'quiet'
  /** Before the instant: `Complete up to`. */
  text: string
  /** Up to when what is complete is complete; null where the sentence names none. */
  upTo: Date | null
  /** What that isn't true of: `3 of 212 repositories`. */
  except: string[]
  /** Which resource is the oldest of those that are complete. */
  oldest: { source: string; resource: string } | null
}

/** Says how complete everything is that is meant to be imported: paused data sources and resources that were left out aren't. */
export function verdictOf(facts: Facts): Verdict {
  const { sources, running } = facts
  const enabled = sources.filter(({ isEnabled }) => isEnabled)
  if (enabled.length === 0) {
    const text = sources.length === 0 ? 'Nothing is imported yet' : 'Nothing is imported: every data source is paused'
    return { ...nothing, tone: 'quiet', text }
  }
  const wanted = wantedResources(enabled)
  const of = (completeness: ResourceState['completeness']) => wanted.filter((one) => one.completeness === completeness)
  const ended = wanted.filter(({ completeness }) => completeness !== 'never')
  if (ended.length === 0) {
    const isRunning = running.pass !== null || running.runs.some(({ isDead }) => !isDead)
    return { ...nothing, tone: 'quiet', text: isRunning ? 'The first import is running' : 'Nothing is imported yet' }
  }
  const except = exceptions(facts, enabled, wanted)
  const complete = [...of('whole'), ...of('parts')].filter(({ completeUpTo }) => completeUpTo !== null)
  const oldest = leastOf(complete)
  const base = { except, oldest: oldest ? { source: oldest.source, resource: oldest.resource } : null }
  const tone = except.length === 0 ? 'good' : 'warning'
  if (oldest) return { ...base, tone, text: 'Complete up to', upTo: oldest.completeUpTo }
  if (of('whole').length > 0) return { ...base, tone, text: 'Everything that ran has completed', upTo: null }
  const before = leastOf(of('broken'))
  const isKnown = ended.every(({ completeUpTo }) => completeUpTo !== null)
  if (before && isKnown && of('never').length === 0) {
    return {
      tone: 'bad',
      text: 'Nothing new comes in. Complete up to',
      upTo: before.completeUpTo,
      except: [],
      oldest: null,
    }
  }
  return { ...nothing, tone: 'bad', text: 'Nothing is complete: every import fails or is unfinished' }
}

const nothing = { upTo: null, except: [], oldest: null }

/** The resources that should be imported. */
export function wantedResources(enabled: readonly SourceState[]): ResourceState[] {
  return enabled.flatMap(({ resources }) => resources).filter(({ isLeftOut }) => !isLeftOut)
}

function exceptions({ openParts }: Facts, enabled: readonly SourceState[], wanted: readonly ResourceState[]): string[] {
  const providers = new Map(enabled.map(({ id, provider }) => [id, provider]))
  const broken = wanted.filter(({ completeness }) => completeness === 'broken')
  const never = wanted.filter(({ completeness }) => completeness === 'never')
  const untried = enabled.filter(({ resources }) => resources.length === 0)
  const refused = wanted.reduce((sum, one) => sum + one.refused, 0)
  return [
    ...openPartPhrases(openParts, (id) => providers.get(id) ?? ''),
    ...resourcePhrase(broken),
    ...(never.length > 0
      ? [`${countOf(never.length, 'resource')} still in ${never.length === 1 ? 'its' : 'their'} first import`]
      : []),
    ...(untried.length === 1 ? [`${untried[0]?.name}, which was never imported`] : []),
    ...(untried.length > 1 ? [`${untried.length} data sources that were never imported`] : []),
    ...(refused > 0 ? [countOf(refused, 'refused record')] : []),
  ]
}

/** Few are named, many are counted. */
function resourcePhrase(broken: readonly ResourceState[]): string[] {
  if (broken.length <= 2) return broken.map(({ source, resource }) => `${resource} of ${source}`)
  const sources = new Set(broken.map(({ dataSourceId }) => dataSourceId))
  const [only] = broken
  if (sources.size === 1 && only) return [`${broken.length} resources of ${only.source}`]
  return [`${broken.length} resources of ${sources.size} data sources`]
}

function leastOf(resources: readonly ResourceState[]): ResourceState | undefined {
  return resources.reduce<ResourceState | undefined>((least, one) => {
    if (one.completeUpTo === null) return least
    return least?.completeUpTo && least.completeUpTo <= one.completeUpTo ? least : one
  }, undefined)
}
