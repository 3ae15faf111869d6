import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run } from './child-process.mjs'
import { step } from './step.mjs'

/** Programs of the fault suite, with the Debian packages that hold them. */
const tools = { pgbouncer: 'pgbouncer', iptables: 'iptables', ip: 'iproute2' }

/** Installs what is missing where it may: as root on Debian. Elsewhere the tests that need it say that they are skipped. */
export async function installFaultTools() {
  const missing = Object.keys(tools).filter((tool) => !isThere(tool))
  if (missing.length === 0) return
  const packages = missing.map((tool) => tools[tool])
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    process.stderr.write(`Without ${missing.join(' and ')}, some faults are skipped.\n`)
    return
  }
  await step(`Install ${packages.join(', ')}`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], { output: 'capture', env })
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { output: 'capture', env })
  })
}

function isThere(tool) {
  try {
    // Each of them says its version to this.
    execFileSync(tool, ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
