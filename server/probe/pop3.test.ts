import { expect, it } from 'vitest'
import { EXPIRED, KEY, VALID } from '../test/certificates.ts'
import { lookWith } from '../test/probe-servers/look.ts'
import { closeAfterEach } from '../test/probe-servers/sockets.ts'
import { answering, startTextServer } from '../test/probe-servers/text-server.ts'

closeAfterEach()
const look = lookWith()
/** For what never answers. */
const hasty = lookWith({}, 200)
const TALK = { '': '+OK ready', CAPA: '+OK list follows\r\nUSER\r\nUIDL\r\n.', QUIT: '+OK bye' }

it('sees a server up, failing in its ways, and up again', async () => {
  const server = await startTextServer(answering(TALK))
  const ask = async (answers: Partial<typeof TALK> = {}, asking = look) => {
    server.script = answering({ ...TALK, ...answers })
    return (await asking('pop3', `pop://127.0.0.1:${server.port}`)).outcome
  }
  expect(await ask()).toBe('up')
  expect(server.heard).toEqual(['CAPA', 'QUIT'])
  expect(await ask({ '': '-ERR [SYS/TEMP] storage is away' })).toBe('status')
  expect(await ask({ '': '* OK this is IMAP' })).toBe('protocol')
  expect(await ask({ CAPA: 'what?' })).toBe('protocol')
  expect(await ask({ CAPA: '+OK list follows\r\nUSER' }, hasty)).toBe('timeout')
  expect(await ask({ '': '-ERR your address is blocked' })).toBe('blocked')
  await server.stop()
  expect(await ask()).toBe('refused')
  await server.start()
  expect(await ask({ CAPA: '-ERR unknown command' })).toBe('up')
  expect(await ask()).toBe('up')
})

it('sees what is wrong with its certificate', async () => {
  const good = await startTextServer(answering(TALK), { key: KEY, cert: VALID })
  expect((await look('pop3', `pops://localhost:${good.port}`)).outcome).toBe('up')
  const expired = await startTextServer(answering(TALK), { key: KEY, cert: EXPIRED })
  expect((await look('pop3', `pops://localhost:${expired.port}`)).outcome).toBe('tls')
})
