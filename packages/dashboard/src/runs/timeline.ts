import { formatDuration } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { type Tone, toneOf } from '../html/status.js'

/** Where a bar stands in a timeline, in thousandths of its width. */
export interface Bar {
  from: number
  width: number
  tone: Tone
}

/** Milliseconds of a timeline. */
export interface Span {
  startMs: number
  endMs: number
}

/** The bar of a run. One that is too short to see has a width of its own. */
export function barOf(
  { startedAt, endedAt, status }: { startedAt: Date; endedAt: Date | null; status: string },
  { startMs, endMs }: Span,
): Bar {
  const wholeMs = Math.max(1, endMs - startMs)
  const share = (ms: number) => Math.min(1_000, Math.max(0, ((ms - startMs) / wholeMs) * 1_000))
  const from = Math.min(share(startedAt.getTime()), 994)
  const to = share(endedAt?.getTime() ?? endMs)
  return { from: round(from), width: round(Math.max(6, to - from)), tone: toneOf(status) }
}

/** A bar as a picture. The row that it stands in says the same in words. */
export function barPicture({ from, width, tone }: Bar): Html {
  return html`<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" x="0" y="5" width="1000" height="2"/><rect class="${tone}" x="${from}" y="0" width="${width}" height="12"/></svg>`
}

/** What stands over the bars: the beginning and the end. */
export function scale({ startMs, endMs }: Span): Html {
  return html`<span class="scale"><span>0</span><span>${formatDuration(endMs - startMs)}</span></span>`
}

function round(share: number): number {
  return Math.round(share * 10) / 10
}
