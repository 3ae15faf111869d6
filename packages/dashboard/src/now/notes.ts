import { countOf, formatAge } from '../html/format.js'
import { type Facts, wantedResources } from './verdict.js'

const dayMs = 24 * 60 * 60 * 1_000

/** What else somebody has to know to believe the sentence, and what to do; each a sentence or two. */
export function notesOf({ now, sources, running, passBeganAt }: Facts): string[] {
  if (sources.length === 0) {
    return [
      'There is no data source. Add one: data-import sources add PROVIDER --name NAME, or a row of the table DataSource.',
    ]
  }
  const enabled = sources.filter(({ isEnabled }) => isEnabled)
  const paused = sources.length - enabled.length
  const leftOut = enabled.flatMap(({ resources }) => resources).filter(({ isLeftOut }) => isLeftOut).length
  const dead = running.runs.filter(({ isDead }) => isDead)
  const untried = enabled.filter(({ resources }) => resources.length === 0)
  return [
    ...(dead.length > 0
      ? [
          `${countOf(dead.length, 'run')} died with ${dead.length === 1 ? 'its' : 'their'} process. The next pass continues from the last checkpoints.`,
        ]
      : []),
    ...standstill(now, enabled, running.pass !== null || running.runs.length > dead.length, passBeganAt),
    ...(untried.length > 0 && passBeganAt !== null
      ? [`Where a data source was never imported although passes run, see whether its provider is registered.`]
      : []),
    ...(paused > 0
      ? [
          `${countOf(paused, 'data source is', 'data sources are')} paused: what was imported of ${paused === 1 ? 'it' : 'them'} stays and ages.`,
        ]
      : []),
    ...(leftOut > 0
      ? [
          `${countOf(leftOut, 'resource was', 'resources were')} left out by the operator, and ${leftOut === 1 ? 'does' : 'do'} not count here.`,
        ]
      : []),
  ]
}

/** Nothing tells so well that the scheduler stands still. */
function standstill(now: Date, enabled: Facts['sources'], isRunning: boolean, passBeganAt: Date | null): string[] {
  if (isRunning || enabled.length === 0) return []
  if (passBeganAt === null) return ['No pass has run yet. Start one: data-import run, or the host’s scheduler.']
  const ends = wantedResources(enabled).map(({ lastRun }) => lastRun?.endedAt?.getTime() ?? 0)
  const silentMs = now.getTime() - Math.max(passBeganAt.getTime(), ...ends)
  if (silentMs < dayMs) return []
  return [`No pass has begun for ${formatAge(silentMs)}. See whether the scheduler runs.`]
}
