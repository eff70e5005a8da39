import dns from 'node:dns/promises'
import { isIP } from 'node:net'
import type { RunnableKind } from '../../shared/probe.ts'
import type { Resolve } from '../outbound.ts'

/** Ways to write an address that no probe may reach. A test and a benchmark ask for each of them. */
export type ForbiddenTarget = { kind: RunnableKind; target: string }

/** Loopback, "this" network, private, link-local, shared, test, translated, multicast, reserved: in all the spellings that are read as one. */
const V4 = `
  127.0.0.1 127.0.0.2 127.255.255.254 127.1 127.0.1 127.0.0.1. 127.0.0.01 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 0X7F.0X0.0X0.0X1
  017700000001 0177.0.0.1 0177.1 0177.0x0.0.1 %31%32%37.0.0.1 127%2e0%2e0%2e1
  0.0.0.0 0 0x0 00 0.0.0.1 0.1.2.3
  10.0.0.1 10.255.255.255 10.1 012.1.2.3 167772161 0x0a000001
  172.16.0.1 172.31.255.254 172.16.1 2886729729 0xac100001
  192.168.0.1 192.168.1.254 192.168.257 3232235521 0xc0a80001 0300.0250.0.1
  169.254.0.1 169.254.169.254 169.254.43518 2852039166 0xa9fea9fe 0251.0376.0251.0376
  100.64.0.1 100.100.100.200 100.127.255.255
  192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
  224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 4294967295 0xffffffff`

/** The same, and those that carry an IPv4 address within: compatible, mapped, translated, 6to4, Teredo, ISATAP. */
const V6 = `
  :: ::1 0:0:0:0:0:0:0:1 0000:0000:0000:0000:0000:0000:0000:0001 ::0.0.0.1 ::127.0.0.1 ::7f00:1 ::10.0.0.1 ::8.8.8.8
  ::ffff:127.0.0.1 ::ffff:7f00:1 ::FFFF:7F00:1 0:0:0:0:0:ffff:192.168.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:a9fe:a9fe
  ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 ::ffff:0:7f00:1
  64:ff9b::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b::8.8.8.8 64:ff9b:1::1 64:ff9b:1:7f00:1::
  2002:7f00:1:: 2002:7f00:1::1 2002:a00:1:: 2002:a9fe:a9fe:: 2002:808:808::
  2001::1 2001:0:7f00:1:: 2001:0:53aa:64c:0:fbff:80ff:fffe 2a00:1450::5efe:7f00:1 2a00:1450::200:5efe:a00:1
  100::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 3fff::1 4000::1 5f00::1 e000::1
  fc00::1 fd00::1 fd00:ec2::254 fe80::1 febf::1 fe80::1%25eth0 fe80::1%eth0 2a00:1450::1%eth0 fec0::1 ff02::1 ff0e::1`

/** Names, and where they lead. One forbidden address among good ones is enough. */
const NAMES: Record<string, string[]> = {
  'loopback.example': ['127.0.0.1'],
  'loopback6.example': ['::1'],
  'trailing.example.': ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
  'mixed.example': ['198.41.0.4', '127.0.0.1'],
  'mixed6.example': ['2001:500:2f::f', '::1'],
  'last.example': ['198.41.0.4', '199.9.14.201', '192.33.4.12', '10.0.0.1'],
  'zero.example': ['0.0.0.0'],
  'zero6.example': ['::'],
  'private.example': ['192.168.1.1'],
  'metadata.example': ['169.254.169.254'],
  'metadata6.example': ['fd00:ec2::254'],
  'shared.example': ['100.64.0.1'],
  'bench.example': ['198.18.0.1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'mapped-hex.example': ['::ffff:7f00:1'],
  'translated.example': ['64:ff9b::7f00:1'],
  'tunnelled.example': ['2002:7f00:1::1'],
  'zone.example': ['fe80::1%eth0'],
  'octal.example': ['0177.0.0.1'],
  'multicast.example': ['224.0.0.251'],
  'broadcast.example': ['255.255.255.255'],
  'nonsense.example': ['here'],
}

/** These the machine itself resolves. */
const LOCAL_NAMES = ['localhost', 'LOCALHOST']

/** Name servers within our own network answer differently, and a question is a packet to whatever port is said. */
const RESOLVERS = `
  127.0.0.1 127.0.0.53 127.0.0.1:22 127.1 2130706433 0x7f.1 0177.0.0.1 127.0.0.1. localhost 0.0.0.0 10.0.0.53 172.16.0.53 192.168.1.1
  192.168.1.1:5353 169.254.169.253 100.100.2.136 192.0.0.170 198.18.0.53 224.0.0.251:5353 255.255.255.255 [::] [::1] [::1]:5353
  [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1] [2002:7f00:1::1] [fd00::53] [fe80::53] [fe80::53%eth0] [fec0:0:0:ffff::1] [ff02::fb]:5353`

/** Who is asked is not who it looks like. */
const PAGES = [
  'http://8.8.8.8@127.0.0.1/',
  'http://example.com:80@127.0.0.1/',
  'http://127.0.0.1\\@8.8.8.8/',
  'http://127.0.0.1#@8.8.8.8/',
  'http://127.0.0.1?@8.8.8.8/',
  'http://127.0.0.1:80\\.example.com/',
  'http://①②⑦.⓪.⓪.①/',
  'http://127。0。0。1/',
  'http://ⓛocalhost/',
  'http:127.0.0.1/',
  'http:\\\\127.0.0.1\\',
  'http:///127.0.0.1/',
  'HTTPS://[::FFFF:127.0.0.1]:443/',
  'file:///etc/passwd',
  'ftp://127.0.0.1/',
  'gopher://127.0.0.1:6379/_INFO',
  'unix:///var/run/docker.sock',
  'data:text/html,up',
]

const words = (text: string) => text.trim().split(/\s+/)
const hosts = [...words(V4), ...words(V6).map((host) => `[${host}]`), ...Object.keys(NAMES), ...LOCAL_NAMES]

/** Each host over HTTP and over one more kind, in turn. */
const TALKS: ((host: string) => ForbiddenTarget)[] = [
  (host) => ({ kind: 'tcp', target: `tcp://${host}:22` }),
  (host) => ({ kind: 'tls', target: `tls://${host}:443` }),
  (host) => ({ kind: 'smtp', target: `smtp://${host}:25` }),
  (host) => ({ kind: 'imap', target: `imaps://${host}:993` }),
  (host) => ({ kind: 'pop3', target: `pop://${host}:110` }),
]

export const FORBIDDEN_TARGETS: readonly ForbiddenTarget[] = [
  ...hosts.map((host) => ({ kind: 'http' as const, target: `http://${host}/` })),
  ...hosts.map((host, i) => TALKS[i % TALKS.length]!(host)),
  ...words(RESOLVERS).map((host) => ({ kind: 'dns' as const, target: `dns://${host}/example.com?type=A` })),
  ...PAGES.map((target) => ({ kind: 'http' as const, target })),
]

/** Resolves the names of the list as it says, and others as this machine does. */
export const resolveForbidden: Resolve = async (host) => {
  const addresses = NAMES[host.toLowerCase()]
  if (addresses === undefined) return dns.lookup(host, { all: true })
  return addresses.map((address) => ({ address, family: isIP(address) || 4 }))
}
