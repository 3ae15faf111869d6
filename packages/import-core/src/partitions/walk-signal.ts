/** What a walk says of itself to end: that nothing is there, that it is not available, to wait, or to start over. */
export type WalkSignalKind = 'skip' | 'unavailable' | 'postpone' | 'restart'

/** Thrown to end a walk; never leaves this package. */
export class WalkSignal extends Error {
  override readonly name = 'WalkSignal'

  constructor(
    readonly kind: WalkSignalKind,
    reason: string,
    options?: { cause?: unknown },
  ) {
    super(reason, options)
  }
}
