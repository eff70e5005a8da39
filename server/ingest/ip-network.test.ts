import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseAddress } from './address.ts'
import { openCountries } from './ip-country.ts'
import { openNetworks, packagedNetworks } from './ip-network.ts'
import { parseRange } from './ip-range.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'brusio-networks-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const CSV = `start,end,number,name
1.0.0.0,1.0.0.255,13335,"Cloudflare, Inc."
"1.0.1.0","1.0.1.255","AS64500","quoted"
1.0.4.0,1.0.7.255,38803,Gtelecom
4294967040,4294967295,7,as numbers
2001:200::,2001:200:1b9:ffff:ffff:ffff:ffff:ffff,2500,WIDE
2001:200:600::,2001:200:600::ffff,2501,less than a /64
`

it('finds the network of an address at and between the edges of the ranges', async () => {
  const file = path.join(folder, 'small.csv')
  await writeFile(file, CSV)
  const network = await openNetworks({ cacheDir: path.join(folder, 'edges'), files: [file] })
  const cases: [string, number | null][] = [
    ['0.0.0.0', null],
    ['0.255.255.255', null],
    ['1.0.0.0', 13335],
    ['1.0.0.255', 13335],
    ['1.0.1.0', 64500],
    ['1.0.2.0', null],
    ['1.0.4.0', 38803],
    ['1.0.7.255', 38803],
    ['1.0.8.0', null],
    ['255.255.255.255', 7],
    ['2001:1ff:ffff:ffff::', null],
    ['2001:200::', 2500],
    ['2001:200:1b9:ffff:ffff:ffff:ffff:ffff', 2500],
    ['2001:200:1ba::', null],
    ['2001:200:600:0:1::', 2501],
    ['2001:200:600:1::', null],
  ]
  expect(cases.map(([address]) => [address, network(parseAddress(address)!)])).toEqual(cases)
})

it('keeps what it read until a file changes, and reads again what was kept badly', async () => {
  const file = path.join(folder, 'kept.csv')
  const cacheDir = path.join(folder, 'cache')
  const open = async () => (await openNetworks({ cacheDir, files: [file] }))(parseAddress('1.0.0.1')!)
  await writeFile(file, '1.0.0.0,1.0.0.255,1,x\n')
  await utimes(file, 1, 1)
  expect(await open()).toBe(1)
  const [name] = await readdir(cacheDir)
  await writeFile(file, '1.0.0.0,1.0.0.255,2,x\n')
  await utimes(file, 1, 1)
  expect(await open()).toBe(1) // Same size and time: not read again.
  await utimes(file, 2, 2)
  expect(await open()).toBe(2)
  const left = await readdir(cacheDir)
  expect(left).toHaveLength(1)
  expect(left).not.toContain(name)
  const kept = path.join(cacheDir, left[0]!)
  await writeFile(kept, (await readFile(kept)).subarray(0, -4))
  expect(await open()).toBe(2)
})

it('refuses a file that is not in order, one that holds no ranges, and one that is not there', async () => {
  const file = path.join(folder, 'disorder.csv')
  await writeFile(file, '2.0.0.0,2.0.0.255,1,x\n1.0.0.0,1.0.0.255,2,x\n')
  await expect(openNetworks({ cacheDir: folder, files: [file] })).rejects.toThrow('not in order')
  const other = path.join(folder, 'other.txt')
  await writeFile(other, 'root:x:0:0:root:/root:/bin/bash\n')
  await expect(openNetworks({ cacheDir: folder, files: [other] })).rejects.toThrow('no ranges')
  await expect(openNetworks({ cacheDir: folder, files: ['/nowhere.csv'] })).rejects.toThrow('/nowhere.csv')
})

it('knows the networks and countries that come with us, in both families', async () => {
  const network = await openNetworks({ cacheDir: folder, files: packagedNetworks() })
  const country = await openCountries()
  const of = (text: string) => [network(parseAddress(text)!), country(parseAddress(text)!)]
  expect(of('8.8.8.8')).toEqual([15169, 'US'])
  expect(of('2001:4860:4860::8888')).toEqual([15169, 'US'])
  expect(of('10.0.0.1')).toEqual([null, null])
  expect(of('::1')).toEqual([null, null])
})

it.each([
  '',
  'start,end,number',
  '1.0.0.0,1.0.0.255',
  '1.0.0.0,::1,5,mixed',
  '1.0.0.0,1.0.0.255,none',
  '1.0.0.0,1.0.0.255,0',
  `${'9'.repeat(40)},1,1`,
])('reads no range in %o', (line) => {
  expect(parseRange(line)).toBeUndefined()
})
