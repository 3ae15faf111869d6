import type { FakeBuild, FakeTests } from '../state/build.js'
import type { Bean } from '../tree/bean.js'

const words: Record<string, string> = {
  SUCCESS: 'SUCCESS',
  UNSTABLE: 'UNSTABLE',
  FAILURE: 'FAILED',
  ABORTED: 'ABORTED',
}

/** `wfapi/describe`, of the plugin for the stage view. */
export function stagesOf(build: FakeBuild): object {
  return {
    _links: { self: { href: '/wfapi/describe' } },
    id: String(build.number),
    name: `#${build.number}`,
    status: build.building ? 'IN_PROGRESS' : (words[build.result ?? ''] ?? 'NOT_EXECUTED'),
    startTimeMillis: build.timestamp,
    endTimeMillis: build.timestamp + build.duration,
    durationMillis: build.duration,
    queueDurationMillis: 0,
    pauseDurationMillis: 0,
    stages: build.stages.map((stage) => ({ _links: {}, execNode: '', ...stage, pauseDurationMillis: 0 })),
  }
}

/** `testReport/api/json`, of the JUnit plugin. */
export function testReportOf({ passed, failed, skipped, seconds }: FakeTests): Bean {
  return {
    _class: 'hudson.tasks.junit.TestResult',
    values: {
      duration: () => seconds,
      empty: () => false,
      failCount: () => failed,
      passCount: () => passed,
      skipCount: () => skipped,
      suites: () => [],
    },
  }
}
