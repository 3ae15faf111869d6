import { Instant } from '@/app/sections/instant'
import type { Verdict } from '@/lib/verdict'

interface HeadlineProps {
  verdict: Verdict
  lastTick: { at: Date; status: string; reason: string | null } | null
}

/** The page in one sentence. */
export function Headline({ verdict: { kind, sentence }, lastTick }: HeadlineProps) {
  return (
    <header>
      <h1>Imports</h1>
      <p className={`verdict ${kind}`}>{sentence}</p>
      <p className="quiet">
        Last tick: <Instant at={lastTick?.at ?? null} absent="none yet" />
        {lastTick && `, ${lastTick.status}${lastTick.reason ? `: ${lastTick.reason}` : ''}`}. All times are UTC.
      </p>
    </header>
  )
}
