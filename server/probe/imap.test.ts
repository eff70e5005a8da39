import { expect, it } from 'vitest'
import { EXPIRED, KEY, VALID } from '../test/certificates.ts'
import { lookWith } from '../test/probe-servers/look.ts'
import { closeAfterEach } from '../test/probe-servers/sockets.ts'
import { answering, startTextServer } from '../test/probe-servers/text-server.ts'

closeAfterEach()
const look = lookWith()
/** For what never answers. */
const hasty = lookWith({}, 200)
const TALK = {
  '': '* OK IMAP4rev1 ready',
  'a CAPABILITY': '* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\na OK done',
  'b LOGOUT': '* BYE see you\r\nb OK done',
}

it('sees a server up, failing in its ways, and up again', async () => {
  const server = await startTextServer(answering(TALK))
  const ask = async (answers: Partial<typeof TALK> = {}, asking = look) => {
    server.script = answering({ ...TALK, ...answers })
    return (await asking('imap', `imap://127.0.0.1:${server.port}`)).outcome
  }
  expect(await ask()).toBe('up')
  expect(server.heard).toEqual(['a CAPABILITY', 'b LOGOUT'])
  expect(await ask({ '': '* BYE storage is away' })).toBe('status')
  expect(await ask({ 'a CAPABILITY': 'a NO [UNAVAILABLE] storage is away' })).toBe('status')
  expect(await ask({ 'a CAPABILITY': '* BYE going down' })).toBe('status')
  expect(await ask({ 'a CAPABILITY': 'a BAD what?' })).toBe('protocol')
  expect(await ask({ 'a CAPABILITY': 'a OK and that is all' })).toBe('protocol')
  expect(await ask({ '': '+OK this is POP3' })).toBe('protocol')
  expect(await ask({ '': '* BYE too many connections from your address' })).toBe('blocked')
  expect(await ask({ 'a CAPABILITY': '* OK wait' }, hasty)).toBe('timeout')
  await server.stop()
  expect(await ask()).toBe('refused')
  await server.start()
  expect(await ask()).toBe('up')
  expect(await ask({ 'b LOGOUT': 'b BAD no' })).toBe('up')
})

it('sees what is wrong with its certificate', async () => {
  const good = await startTextServer(answering(TALK), { key: KEY, cert: VALID })
  expect(await look('imap', `imaps://localhost:${good.port}`)).toMatchObject({
    outcome: 'up',
    certificateExpiresAt: Date.UTC(2120, 0, 1),
  })
  const expired = await startTextServer(answering(TALK), { key: KEY, cert: EXPIRED })
  expect((await look('imap', `imaps://localhost:${expired.port}`)).outcome).toBe('tls')
  expect(expired.heard).toEqual([])
})
