/** What the help of a command says below its options. */
export interface HelpNotes {
  /** Lines for a shell, each complete. */
  examples: readonly string[]
  /** What the exit codes 1 and 75 mean here, where they have a meaning of their own. */
  exitCodes?: Readonly<Record<number, string>>
}

/** Examples and exit codes for `addHelpText('after', …)`: the help shows them, and so does docs/command-line.md. */
export function helpNotes({ examples, exitCodes = {} }: HelpNotes): string {
  const codes = Object.entries(exitCodes).map(([code, meaning]) => `  ${code.padEnd(4)}${meaning}`)
  return [
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    ...(codes.length > 0 ? ['', 'Exit codes, beside 0 and 2:', ...codes] : []),
  ].join('\n')
}
