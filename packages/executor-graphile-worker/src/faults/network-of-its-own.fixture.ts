import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/** A network namespace from which only one server of this machine can be reached, as from another machine. */
export interface OwnNetwork {
  /** The same database, as it is reached from there. */
  url: string
  /** Runs a program there: what is put before its command line. */
  enter: readonly [string, ...string[]]
  /** From now on packets are lost both ways, and neither end hears of it. */
  cut(): void
  mend(): void
  remove(): void
}

const [here, there] = ['10.231.77.1', '10.231.77.2']

/** Why this machine can't have one; undefined where it can. */
export function whyNoOwnNetwork(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux'
  try {
    openOwnNetwork('postgresql://127.0.0.1:1/none').remove()
    return undefined
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n').slice(-1)
    return `it needs root, ip and iptables (apt-get install iproute2 iptables): ${reason}`
  }
}

/** @param url of a server on 127.0.0.1 */
export function openOwnNetwork(url: string): OwnNetwork {
  const reached = new URL(url)
  if (reached.hostname !== '127.0.0.1') throw new Error(`The server must be on 127.0.0.1, not ${reached.hostname}.`)
  const port = reached.port || '5432'
  reached.hostname = here
  // Names of interfaces have at most 15 characters.
  const name = `di${process.pid}a`
  const peer = `di${process.pid}b`
  const inside = ['ip', 'netns', 'exec', name] as const
  const to = ['-p', 'tcp', '--dport', port]
  const open = [
    ['ip', 'netns', 'add', name],
    ['ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', peer, 'netns', name],
    ['ip', 'address', 'add', `${here}/30`, 'dev', name],
    ['ip', 'link', 'set', name, 'up'],
    ['ip', '-n', name, 'address', 'add', `${there}/30`, 'dev', peer],
    ['ip', '-n', name, 'link', 'set', 'lo', 'up'],
    ['ip', '-n', name, 'link', 'set', peer, 'up'],
  ]
  const rules = [
    ['PREROUTING', '-i', name, ...to, '-j', 'DNAT', '--to-destination', `127.0.0.1:${port}`],
    // The server takes connections of this machine only.
    ['INPUT', '-s', there, ...to, '-j', 'SNAT', '--to-source', '127.0.0.1'],
  ]
  // Dropped where they arrive: whoever sends isn't told.
  const drops = [
    ['iptables', '-t', 'mangle', 'PREROUTING', '-i', name, '-j', 'DROP'],
    [...inside, 'iptables', '-t', 'mangle', 'PREROUTING', '-i', peer, '-j', 'DROP'],
  ]
  const change = (how: '-A' | '-D') => (drop: string[]) =>
    run(...drop.flatMap((word) => (word === 'PREROUTING' ? [how, word] : word)))
  const remove = () => {
    tolerantly(() => change('-D')(drops[0] ?? []))
    for (const rule of rules) tolerantly(() => run('iptables', '-t', 'nat', '-D', ...rule))
    tolerantly(() => run('ip', 'link', 'delete', name))
    tolerantly(() => run('ip', 'netns', 'delete', name))
  }
  try {
    for (const command of open) run(...command)
    writeFileSync(`/proc/sys/net/ipv4/conf/${name}/route_localnet`, '1')
    for (const rule of rules) run('iptables', '-t', 'nat', '-A', ...rule)
  } catch (error) {
    remove()
    throw error
  }
  return {
    url: reached.toString(),
    enter: inside,
    cut: () => drops.forEach(change('-A')),
    mend: () => drops.forEach(change('-D')),
    remove,
  }
}

function run(...[program = '', ...given]: string[]): void {
  execFileSync(program, given, { stdio: ['ignore', 'ignore', 'pipe'] })
}

function tolerantly(work: () => void): void {
  try {
    work()
  } catch {
    // It was never there, or is gone already.
  }
}
