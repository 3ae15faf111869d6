import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { commandLine, identifyProcess, isRunning } from './process-identity.js'

describe('a process', () => {
  test('runs while it lives, and not after it was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] })
    await once(child, 'spawn')
    const identity = identifyProcess(child.pid ?? 0)
    expect(identity && isRunning(identity)).toBe(true)
    expect(commandLine(child.pid ?? 0)).toContain('process.stdin.resume()')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(identity && isRunning(identity)).toBe(false)
    expect(identifyProcess(child.pid ?? 0)).toBeUndefined()
  })

  test('is not the one that had its id before', () => {
    const identity = identifyProcess(process.pid)
    expect(identity?.startedAt).not.toBe('')
    expect(isRunning({ pid: process.pid, startedAt: 'another time' })).toBe(false)
  })
})
