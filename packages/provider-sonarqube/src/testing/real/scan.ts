import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { RealServer } from './start-server.js'

const run = promisify(execFile)

/** What is analysed. */
export interface Scan {
  projectKey: string
  name: string
  /** Contents by path. */
  files: Readonly<Record<string, string>>
  token: string
  /** `yyyy-MM-dd`. Default: now. */
  date?: string
}

interface Tasks {
  queue: unknown[]
  current?: { status: string; errorMessage?: string }
}

/** Analyses a generated project and waits until the server has processed the report. */
export async function scan(server: RealServer, scanner: string, { projectKey, name, files, token, date }: Scan) {
  const folder = mkdtempSync(join(tmpdir(), 'data-import-scan-'))
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    const settings = {
      ...{ 'sonar.host.url': server.url, 'sonar.login': token, 'sonar.token': token },
      ...{ 'sonar.projectKey': projectKey, 'sonar.projectName': name, 'sonar.sources': '.' },
      ...{ 'sonar.scm.disabled': 'true', 'sonar.python.version': '3.11' },
      ...(date !== undefined && { 'sonar.projectDate': date }),
    }
    const options = Object.entries(settings).map(([key, value]) => `-D${key}=${value}`)
    const java = ['-Xmx400m', '-cp', scanner, 'org.sonarsource.scanner.cli.Main', ...options]
    await run('java', java, { cwd: folder, maxBuffer: 16 * 1024 * 1024, timeout: 600_000 })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 300; tries++) {
    const { queue, current } = (await server.get(`ce/component?component=${projectKey}`)) as Tasks
    if (queue.length === 0 && current?.status === 'SUCCESS') return
    if (queue.length === 0 && current && current.status !== 'SUCCESS')
      throw new Error(`The analysis failed: ${current.errorMessage}`)
    await wait(1_000)
  }
  throw new Error('The server did not process the report.')
}
