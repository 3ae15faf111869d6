import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Measurement, sampled } from './measurement.js'
import { createSyntheticRepository } from './synthetic-repository.js'

const program = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url))
const core = new URL('../packages/import-core/dist/index.js', import.meta.url).href
const rounds = 7

/** How long commands of the built command line take, beside Node alone. */
export async function benchCommands(connectionString: string): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'data-import-commands-'))
  const env = { ...process.env, DATABASE_URL: connectionString }
  const run = async (...commandLine: string[]) => {
    const start = performance.now()
    const child = spawn(process.execPath, commandLine, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${commandLine.join(' ')} ended with ${code}`)
    return performance.now() - start
  }
  const several = async (...commandLine: string[]) => {
    const samples: number[] = []
    for (let round = 0; round < rounds; round++) samples.push(await run(...commandLine))
    return samples
  }
  try {
    const repository = join(folder, 'acme.git')
    await createSyntheticRepository(repository, { commits: 50 })
    await run(program, 'sources', 'add', 'GIT', '--name', 'bench commands', '--set', `GIT_PATH=${repository}`)
    await run(program, 'run')
    const node = await several('--eval', '')
    const version = await several(program, '--version')
    const of = (what: string, samples: number[], atMost: number) =>
      sampled({ what: `data-import ${what}`, samples, unit: 'ms', atMost })
    return [
      sampled({ what: 'Node alone', samples: node, unit: 'ms' }),
      sampled({
        what: 'data-import --version, compared with Node alone',
        samples: version.map((ms, index) => ms / (node[index] ?? Number.NaN)),
        unit: '×',
        digits: 1,
        atMost: 2,
      }),
      of('providers', await several(program, 'providers'), 500),
      of('sources list', await several(program, 'sources', 'list'), 500),
      of('status', await several(program, 'status'), 500),
      of('run with nothing new', await several(program, 'run'), 600),
      sampled({
        what: "import('@data-import/core'), Node included",
        samples: await several('--input-type=module', '--eval', `await import('${core}')`),
        unit: 'ms',
      }),
    ]
  } finally {
    await run(program, 'sources', 'remove', 'bench commands', '--yes').catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  }
}
