import type { Orchestrator, PassResult, RunOptions } from '@data-import/core'
import { expect, test, vi } from 'vitest'
import { startScheduler } from './start-scheduler.js'

const result: PassResult = {
  status: 'completed',
  startedAt: new Date(0),
  durationMs: 0,
  runs: [],
  unregistered: [],
  leftOut: [],
  notDue: [],
}
const never = '0 0 29 2 *'

/** An orchestrator whose passes end when told. */
function createPasses() {
  const passes: { options: RunOptions; end(): void; fail(error: Error): void }[] = []
  const orchestrator: Orchestrator = {
    run: (options = {}) =>
      new Promise((resolve, reject) => passes.push({ options, end: () => resolve(result), fail: reject })),
  }
  return { orchestrator, passes }
}

test('an expression that means nothing is refused', () => {
  const { orchestrator } = createPasses()
  for (const cronExpression of ['soon', '99 * * * *', '']) {
    expect(() => startScheduler({ orchestrator, cronExpression })).toThrow('is not a cron expression')
  }
})

test('passes never overlap', async () => {
  const { orchestrator, passes } = createPasses()
  const results: PassResult[] = []
  const scheduler = startScheduler({ orchestrator, cronExpression: never, onResult: (one) => results.push(one) })
  const first = scheduler.runNow()
  const second = scheduler.runNow()
  expect(passes).toHaveLength(1)
  passes[0]?.end()
  await Promise.all([first, second])
  expect(results).toEqual([result])
  const third = scheduler.runNow()
  expect(passes).toHaveLength(2)
  passes[1]?.end()
  await third
  await scheduler.stop()
})

test('a pass that throws is told of, and the next one comes', async () => {
  const { orchestrator, passes } = createPasses()
  const errors: unknown[] = []
  const scheduler = startScheduler({
    orchestrator,
    cronExpression: never,
    onResult: () => undefined,
    onError: (error) => errors.push(error),
  })
  const first = scheduler.runNow()
  passes[0]?.fail(new Error('database down'))
  await first
  expect(errors).toEqual([new Error('database down')])
  const second = scheduler.runNow()
  passes[1]?.end()
  await second
  await scheduler.stop()
})

test('stopping drains the running pass, waits for it, and begins no other', async () => {
  const { orchestrator, passes } = createPasses()
  const scheduler = startScheduler({ orchestrator, cronExpression: never, onResult: () => undefined })
  const pass = scheduler.runNow()
  expect(passes[0]?.options.drainSignal?.aborted).toBe(false)
  let isStopped = false
  const stopped = scheduler.stop().then(() => {
    isStopped = true
  })
  expect(passes[0]?.options.drainSignal?.aborted).toBe(true)
  await Promise.resolve()
  expect(isStopped).toBe(false)
  passes[0]?.end()
  await Promise.all([pass, stopped])
  await scheduler.runNow()
  expect(passes).toHaveLength(1)
})

test('runs when the expression says', async () => {
  const options = await new Promise<RunOptions>((resolve) => {
    const scheduler = startScheduler({
      orchestrator: {
        async run(given = {}) {
          resolve(given)
          void scheduler.stop()
          return result
        },
      },
      cronExpression: '* * * * * *',
      runOptions: { force: true },
      onResult: () => undefined,
    })
  })
  expect(options.force).toBe(true)
})

/** Blocks the event loop, as parsing something huge does, but leaves the processor to other tests. */
function blockUntil(at: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, at - Date.now())
}

/** A cron expression of this one instant of each day. */
function daily(at: Date): string {
  return `${at.getSeconds()} ${at.getMinutes()} ${at.getHours()} * * *`
}

test('a daily tick that the process was too busy for runs late, once, and is told of', async () => {
  const { orchestrator, passes } = createPasses()
  const planned = new Date(Math.ceil((Date.now() + 1_000) / 1_000) * 1_000)
  const told = new Promise<string>((resolve) => {
    const scheduler = startScheduler({
      orchestrator,
      cronExpression: daily(planned),
      onResult: () => undefined,
      async onNotice(message) {
        await Promise.resolve()
        passes[0]?.end()
        await scheduler.stop()
        resolve(message)
      },
    })
    blockUntil(planned.getTime() + 5_000)
  })
  expect(await told).toMatch(new RegExp(`^The pass planned for ${planned.toISOString()} begins [5-9] s late`))
  expect(passes).toHaveLength(1)
}, 30_000)

test('of several ticks that came late one pass comes, and one that meets a running pass is told of and left out', async () => {
  const notices: string[] = []
  let begun = 0
  await new Promise<void>((resolve) => {
    let end = () => {}
    const pass = new Promise<PassResult>((settle) => {
      end = () => settle(result)
    })
    const scheduler = startScheduler({
      orchestrator: {
        run() {
          begun += 1
          return pass
        },
      },
      cronExpression: '* * * * * *',
      onResult: () => undefined,
      onNotice(message) {
        notices.push(message)
        if (!message.includes('left out')) return
        end()
        scheduler.stop().then(resolve)
      },
    })
    blockUntil(Date.now() + 4_000)
  })
  expect(begun).toBe(1)
  expect(notices.at(-1)).toContain('is left out: another one is still running')
}, 30_000)

/** A scheduler that somebody rings. */
function createRung(cronExpression: string, notices: string[] = []) {
  const { orchestrator, passes } = createPasses()
  let ring = () => {}
  const begun = new Promise<void>((resolve) => {
    const { run } = orchestrator
    orchestrator.run = (options) => {
      resolve()
      return run(options)
    }
  })
  const scheduler = startScheduler({
    orchestrator,
    cronExpression,
    listenForRings(onRing) {
      ring = onRing
      return { close: async () => undefined }
    },
    onResult: () => undefined,
    onNotice: (message) => notices.push(message),
  })
  ring()
  return { scheduler, passes, begun }
}

test('a whole pass that meets one over rung partitions comes after it, once', async () => {
  const { scheduler, passes, begun } = createRung(never)
  await begun
  expect(passes[0]?.options.onlyRung).toBe(true)
  const whole = [scheduler.runNow(), scheduler.runNow()]
  expect(passes).toHaveLength(1)
  passes[0]?.end()
  await vi.waitFor(() => expect(passes).toHaveLength(2))
  expect(passes[1]?.options.onlyRung).toBeUndefined()
  passes[1]?.end()
  await Promise.all(whole)
  await scheduler.stop()
  expect(passes).toHaveLength(2)
})

test('a tick that meets a pass over rung partitions is not lost', async () => {
  const notices: string[] = []
  const { scheduler, passes, begun } = createRung('* * * * * *', notices)
  await begun
  await vi.waitFor(() => expect(notices.at(-1)).toContain('begins once the one that a webhook has woken'), 5_000)
  passes[0]?.end()
  await vi.waitFor(() => expect(passes).toHaveLength(2))
  expect(passes[1]?.options.onlyRung).toBeUndefined()
  passes[1]?.end()
  await scheduler.stop()
})

test('stopping begins no pass that was waiting for another one', async () => {
  const { scheduler, passes, begun } = createRung(never)
  await begun
  const whole = scheduler.runNow()
  const stopped = scheduler.stop()
  passes[0]?.end()
  await Promise.all([whole, stopped])
  expect(passes).toHaveLength(1)
})

test('a listener that throws ends neither the pass nor the schedule', async () => {
  const scheduler = startScheduler({
    orchestrator: { run: async () => result },
    cronExpression: never,
    onResult() {
      throw new Error('the log is full')
    },
  })
  await scheduler.runNow()
  await scheduler.stop()
})
