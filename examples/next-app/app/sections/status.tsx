const looks: Record<string, { kind: string; sign: string }> = {
  COMPLETE: { kind: 'good', sign: '✓' },
  COMPLETED: { kind: 'good', sign: '✓' },
  RUNNING: { kind: 'going', sign: '…' },
  INCOMPLETE: { kind: 'going', sign: '◐' },
  CANCELLED: { kind: 'going', sign: '◐' },
  PARTIAL: { kind: 'warning', sign: '!' },
  SKIPPED: { kind: 'neutral', sign: '–' },
  UNAVAILABLE: { kind: 'bad', sign: '✕' },
  FAILED: { kind: 'bad', sign: '✕' },
}

/** A status in a word and a sign, so that its colour says nothing alone. */
export function Status({ status }: { status: string }) {
  const { kind, sign } = looks[status] ?? { kind: 'neutral', sign: '–' }
  return (
    <span className={`status ${kind}`}>
      <span aria-hidden="true">{sign}</span> {status.toLowerCase()}
    </span>
  )
}
