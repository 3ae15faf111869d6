/** What the process ends with. */
export const exitCode = {
  ok: 0,
  /** Something failed or is not complete. */
  incomplete: 1,
  /** Wrong usage or configuration, or a database that can't be used. */
  usage: 2,
  /** Another pass is running. EX_TEMPFAIL of sysexits.h: try again later. */
  busy: 75,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
