import { execFileSync } from 'node:child_process'

/** A network namespace from which only one server of this machine can be reached, as from another machine. */
export interface OwnNetwork {
  /** The same database, as it is reached from there. */
  url: string
  /** Runs a program there: what is put before its command line. */
  enter: readonly [string, ...string[]]
  /** Pulls the cable: packets are lost both ways, and neither end hears of it. */
  cut(): void
  /** Puts it back. */
  mend(): void
  remove(): void
}

const name = 'data-import-a'
const peer = 'data-import-b'
const [here, there] = ['10.231.77.1', '10.231.77.2']

/** Why this machine can't have one; undefined where it can. */
export function whyNoOwnNetwork(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux'
  try {
    run('ip', 'netns', 'add', name)
    run('ip', 'netns', 'delete', name)
    run('iptables', '-t', 'nat', '-S')
    return undefined
  } catch {
    return 'it needs root, ip and iptables: apt-get install iproute2 iptables'
  }
}

/** @param url of a server on 127.0.0.1 */
export function openOwnNetwork(url: string): OwnNetwork {
  const reached = new URL(url)
  const port = reached.port || '5432'
  reached.hostname = here
  const rules = [
    ['PREROUTING', '-i', name, '-p', 'tcp', '--dport', port, '-j', 'DNAT', '--to-destination', `127.0.0.1:${port}`],
    // The server takes connections of this machine only.
    ['INPUT', '-s', there, '-p', 'tcp', '--dport', port, '-j', 'SNAT', '--to-source', '127.0.0.1'],
  ]
  const inside = (...command: string[]) => run('ip', '-n', name, ...command)
  run('ip', 'netns', 'add', name)
  run('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', peer, 'netns', name)
  run('ip', 'address', 'add', `${here}/30`, 'dev', name)
  run('ip', 'link', 'set', name, 'up')
  inside('address', 'add', `${there}/30`, 'dev', peer)
  inside('link', 'set', 'lo', 'up')
  inside('link', 'set', peer, 'up')
  run('sysctl', '-qw', `net.ipv4.conf.${name}.route_localnet=1`)
  for (const rule of rules) run('iptables', '-t', 'nat', '-A', ...rule)
  return {
    url: reached.toString(),
    enter: ['ip', 'netns', 'exec', name],
    cut: () => inside('link', 'set', peer, 'down'),
    mend: () => inside('link', 'set', peer, 'up'),
    remove() {
      for (const rule of rules) run('iptables', '-t', 'nat', '-D', ...rule)
      run('ip', 'link', 'delete', name)
      run('ip', 'netns', 'delete', name)
    },
  }
}

function run(program: string, ...given: string[]): void {
  execFileSync(program, given, { stdio: ['ignore', 'ignore', 'pipe'] })
}
