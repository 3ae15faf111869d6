import pg from 'pg'

/** Which statement of the process, counted from 0, and at which side of it the process dies. */
export interface KillPoint {
  step: number
  moment: 'before' | 'sent' | 'answered'
}

const die = () => process.kill(process.pid, 'SIGKILL')

/**
 * Lets this process die around a statement that it sends to Postgres: those are the moments between which it changes
 * nothing that outlives it. Wraps `pg`, below Prisma and the lock alike.
 * @returns the names of the statements so far.
 */
export function killAtStep(point: KillPoint | undefined): string[] {
  const steps: string[] = []
  const prototype = pg.Client.prototype as unknown as { query: (...parameters: unknown[]) => unknown }
  const { query } = prototype
  prototype.query = function counted(this: unknown, ...parameters: unknown[]) {
    const index = steps.push(nameOf(parameters[0])) - 1
    if (point?.step !== index) return query.apply(this, parameters)
    if (point.moment === 'before') die()
    const answer = query.apply(this, parameters)
    if (point.moment === 'sent') setImmediate(die)
    else if (answer instanceof Promise) return answer.finally(die)
    return answer
  }
  return steps
}

/** The first words of a statement, with the first table that it names. */
function nameOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : String((statement as { text?: unknown })?.text)
  const table = /"data"\."(\w+)"/.exec(text)?.[1]
  const words = text.trim().split(/\s+/).slice(0, 2).join(' ')
  return table ? `${words} ${table}` : words
}
