import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

const lookMs = 2_000
/** Share of the processors' time that others may use before figures say nothing. */
export const mostBusy = 0.15

/** The machine, in a line. */
export function describeMachine(server: string): string {
  const [cpu] = cpus()
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`
  return `${availableParallelism()} × ${cpu?.model.trim() ?? 'unknown processor'}, ${memory}, Node ${process.versions.node}, ${server}`
}

/** The load of the last minute, as the system counts it; 0 on Windows. */
export function describeLoad(): string {
  return (loadavg()[0] ?? 0).toFixed(2)
}

/** Share of the processors' time that is used while this process only waits. */
export async function busyShare(): Promise<number> {
  const before = processorTimes()
  await sleep(lookMs)
  const after = processorTimes()
  const all = after.all - before.all
  return all === 0 ? 0 : 1 - (after.idle - before.idle) / all
}

function processorTimes(): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times)
  const sum = (read: (time: (typeof times)[number]) => number) => times.reduce((total, time) => total + read(time), 0)
  return { idle: sum(({ idle }) => idle), all: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq) }
}
