import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newSecret } from '../notify/confirmation.ts'
import { signatureHeaders } from '../notify/send.ts'
import { closeAfterEach, whenDone } from './probe-servers/sockets.ts'

const GUIDE = readFileSync(path.join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8')
const exampleIn = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(GUIDE)?.[1] ?? ''
const secret = newSecret()
const SOON = { timeout: 20_000 }

closeAfterEach()

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

/** The receiver of the guide in a process of its own. */
async function start(command: string, language: string, file: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'brusio-example-'))
  whenDone(() => rmSync(folder, { recursive: true }))
  writeFileSync(path.join(folder, file), exampleIn(language))
  const port = await freePort()
  const env = { PATH: process.env['PATH'], WEBHOOK_SECRET: secret, PORT: String(port) }
  const child = spawn(command, [path.join(folder, file)], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  whenDone(() => child.kill('SIGKILL'))
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const url = `http://127.0.0.1:${port}/`
  await expect
    .poll(
      () =>
        fetch(url, { method: 'POST' }).then(
          ({ status }) => status,
          () => 0,
        ),
      SOON,
    )
    .toBe(401)
  const post = async (id: string, message: unknown, { at = Date.now(), keys = [secret], tampered = '' } = {}) => {
    const body = JSON.stringify(message)
    const headers = signatureHeaders(keys, { id, body }, at)
    const response = await fetch(url, { method: 'POST', headers, body: body + tampered })
    return `${response.status} ${await response.text()}`
  }
  return { post, printed: () => printed }
}

const message = (sequence: number, type = 'incident.opened') => ({
  type,
  sequence,
  data: { incident: { id: 'a', name: 'Città Mail', state: 'confirmed' } },
})

const hasPython = spawnSync('python3', ['--version']).status === 0
if (!hasPython) process.stderr.write('python3 is not here: the example in Python was not run\n')

describe.each([
  ['JavaScript', process.execPath, 'js', 'receiver.mjs', true],
  ['Python', 'python3', 'python', 'receiver.py', hasPython],
])('the receiver in %s', (_name, command, language, file, isHere) => {
  it.skipIf(!isHere)('takes what we sign, once and in order, and echoes the challenge', async () => {
    const { post, printed } = await start(command, language, file)
    const confirm = { type: 'webhook.confirm', data: { challenge: 'say this' } }
    expect(await post('c', confirm)).toMatch(/^200 \{"challenge": ?"say this"\}$/)
    expect(await post('1', message(7))).toBe('200 taken')
    await expect.poll(printed, SOON).toContain('incident.opened Città Mail confirmed')
    // Sent again; older than what came; after a rotation, with two signatures.
    expect(await post('1', message(7))).toBe('200 had it')
    expect(await post('2', message(6))).toBe('200 older')
    expect(await post('3', message(8, 'incident.resolved'), { keys: [newSecret(), secret] })).toBe('200 taken')
    expect(await post('4', { type: 'webhook.off', data: {} })).toBe('200 farewell')
  })

  it.skipIf(!isHere)('refuses what is old, changed, or signed by another', async () => {
    const { post } = await start(command, language, file)
    expect(await post('1', message(7), { at: Date.now() - 600_000 })).toBe('401 not signed')
    expect(await post('1', message(7), { keys: [newSecret()] })).toBe('401 not signed')
    expect(await post('1', message(7), { tampered: ' ' })).toBe('401 not signed')
  })
})
