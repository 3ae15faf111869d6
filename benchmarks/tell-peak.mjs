/**
 * Imported ahead of a program, it tells at its end how much memory it has had at most, in kilobytes. Not by `maxRSS`:
 * Linux keeps that when one program starts another, so a small child of a large process would tell of its parent.
 * https://man7.org/linux/man-pages/man2/getrusage.2.html
 */
import { readFileSync, writeSync } from 'node:fs'

process.on('exit', () => {
  const isLinux = process.platform === 'linux'
  const [, peak] = isLinux ? (/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []) : []
  writeSync(2, `peak ${peak ?? process.resourceUsage().maxRSS}\n`)
})
