import { execFile, spawnSync } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { DELIVERY_FAILURES, DeliveryFailure, WebhookMessage } from '../../../shared/webhook.ts'
import { openApiDocument } from './openapi.ts'

const TEXT = readFileSync(path.resolve(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8')
const run = promisify(execFile)
const hasTools = ['curl', 'python3', 'openssl'].every((tool) => spawnSync(tool, ['version']).error === undefined)

it('says in the guide of each failure what the contract says of it', () => {
  const rows = [...TEXT.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name, meaning]) => `\`${name}\`: ${meaning}`)
  expect(rows.filter((row) => DELIVERY_FAILURES.includes(row))).toEqual(DELIVERY_FAILURES)
  expect(DELIVERY_FAILURES).toHaveLength(DeliveryFailure.options.length)
})

it.skipIf(!hasTools)('has lines that send a receiver a message which is signed as ours are', async () => {
  const lines = /```sh try\n(.*?)```/s.exec(TEXT)![1]!
  const folder = mkdtempSync(path.join(tmpdir(), 'brusio-try-'))
  const secret = randomBytes(24)
  const heard: { signature: unknown; expected: string; body: string }[] = []
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.endsWith('openapi.json')) return response.end(JSON.stringify(openApiDocument()))
    const body = Buffer.concat(await request.toArray()).toString()
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers
    const expected = `v1,${createHmac('sha256', secret)
      .update(`${String(id)}.${String(at)}.${body}`)
      .digest('base64')}`
    heard.push({ signature, expected, body })
    return response.end()
  }
  const server = createServer((request, response) => void hear(request, response))
  try {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const env = { PATH: process.env['PATH'], WEBHOOK_SECRET: `whsec_${secret.toString('base64')}`, RECEIVER: origin }
    await run('sh', ['-ec', lines.replaceAll('https://brusio.example', origin)], { cwd: folder, env })
    expect(heard.map(({ signature }) => signature)).toEqual(heard.map(({ expected }) => expected))
    expect(heard.map(({ body }) => WebhookMessage.parse(JSON.parse(body)).type)).toEqual(['incident.corrected'])
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})
