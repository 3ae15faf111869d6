import { readFileSync } from 'node:fs'

const millisecondsPerTick = 10

/**
 * Processor time of the children of this process that have ended, with theirs, in milliseconds; undefined where the system doesn't
 * tell. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function childrenProcessorMs(): number | undefined {
  if (process.platform !== 'linux') return undefined
  const text = readFileSync('/proc/self/stat', 'utf8')
  const [user, system] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .slice(13, 15)
  return (Number(user) + Number(system)) * millisecondsPerTick
}
