import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A Maven repository in which what was fetched once is kept. */
const kept = join(tmpdir(), 'data-import-real')
const scannerVersion = '5.0.1.3006'

/** What a run on a real server needs. */
export interface Requirements {
  /** Archive of the server. */
  server: string
  scanner: string
}

/** Fetches the packages; where something is missing, says what. */
export function requirements(version: string): Requirements | { missing: string } {
  const java = output('java', ['-version'])
  const major = Number(/version "(\d+)/.exec(java ?? '')?.[1])
  if (!(major >= 17)) return { missing: 'Java 17 or later is not installed' }
  for (const command of ['mvn', 'unzip']) {
    if (output('command', ['-v', command]) === undefined) return { missing: `${command} is not installed` }
  }
  try {
    return {
      server: fetched('org.sonarsource.sonarqube', 'sonar-application', version, 'zip'),
      scanner: fetched('org.sonarsource.scanner.cli', 'sonar-scanner-cli', scannerVersion, 'jar'),
    }
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]
    return { missing: `Maven Central can't be reached (${reason})` }
  }
}

function output(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('sh', ['-c', `${command} ${args.join(' ')} 2>&1`], { encoding: 'utf8' })
  } catch {
    return undefined
  }
}

/** The file of a package, which Maven fetches. */
function fetched(group: string, name: string, version: string, kind: string): string {
  const file = join(kept, group.replaceAll('.', '/'), name, version, `${name}-${version}.${kind}`)
  if (!existsSync(file)) {
    const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get'
    const artifact = `-Dartifact=${group}:${name}:${version}:${kind}`
    execFileSync('mvn', ['-q', '-B', `-Dmaven.repo.local=${kept}`, plugin, artifact, '-Dtransitive=false'], {
      timeout: 1_200_000,
      stdio: 'pipe',
    })
  }
  return file
}
