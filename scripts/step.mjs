/** A failure whose message is all that its reader needs. */
export class StepError extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Does one step of the set-up with one line of progress around it. */
export async function step(title, work) {
  const startedAt = performance.now()
  const isTerminal = process.stderr.isTTY
  process.stderr.write(isTerminal ? `… ${title}` : '')
  try {
    await work()
  } catch (error) {
    process.stderr.write(`${isTerminal ? '\r' : ''}✗ ${title}\n`)
    throw error
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stderr.write(`${isTerminal ? '\r' : ''}✓ ${title} (${seconds} s)\n`)
}

/** Runs a program's main function: its number is the exit code, a {@link StepError} is told without a stack. */
export async function main(program) {
  try {
    process.exitCode = (await program()) ?? 0
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    process.stderr.write(`\n${error.message}\n`)
    process.exitCode = error.exitCode
  }
}
