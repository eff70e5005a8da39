import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { AgentError, isExposed, readAgentOptions } from './options.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'brusio-agent-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = path.join(folder, 'key')
writeFileSync(file, 'brusio_12345678_secret\nThis is the only time it is shown.\n')
const server = ['--server', 'https://status.example/']

it('reads the key from a file or from the line', () => {
  const wanted = { server: 'https://status.example', key: 'brusio_12345678_secret', allowPrivate: false }
  expect(readAgentOptions([...server, '--key-file', file])).toMatchObject(wanted)
  expect(readAgentOptions([...server, '--key', wanted.key])).toMatchObject(wanted)
  expect(readAgentOptions([...server, '--key', wanted.key]).dataDir).toBe(path.resolve('data/agent'))
  const all = readAgentOptions(['--server=http://[::1]:8080/here', '--key-file', file, '--data', folder, '--private'])
  expect(all).toEqual({ server: 'http://[::1]:8080/here', key: wanted.key, dataDir: folder, allowPrivate: true })
})

it.each([
  [[]],
  [server],
  [['--key', 'brusio_12345678_secret']],
  [[...server, '--key', 'brusio_12345678_secret', '--key-file', file]],
  [[...server, '--key-file', path.join(folder, 'none')]],
  [[...server, '--key', 'two words of it']],
  [[...server, '--key', '']],
  [['--server', 'status.example', '--key-file', file]],
  [['--server', 'file:///etc/passwd', '--key-file', file]],
  [['--server', 'https://a:b@status.example/', '--key-file', file]],
  [['--server', 'https://status.example/?x=1', '--key-file', file]],
  [[...server, '--key-file', file, '--interval', '5']],
  [[...server, '--key-file', file, 'more']],
])('makes nothing of %j', (args) => {
  expect(() => readAgentOptions(args)).toThrow(AgentError)
})

it.each([
  ['https://status.example', false],
  ['http://status.example', true],
  ['http://10.0.0.1:8080', true],
  ['http://127.0.0.1:8080', false],
  ['http://localhost', false],
  ['http://[::1]:80', false],
  ['http://127.evil.example', true],
])('knows whether the key to %s can be read on the way: %s', (address, exposed) => {
  expect(isExposed(address)).toBe(exposed)
})
