import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'
import { describe, expect, it } from 'vitest'
import { EXPIRED, KEY, VALID } from '../test/certificates.ts'
import { lookWith } from '../test/probe-servers/look.ts'
import { closeAfterEach, listen } from '../test/probe-servers/sockets.ts'
import { answering, startTextServer } from '../test/probe-servers/text-server.ts'

closeAfterEach()
const look = lookWith()
const mailbox = { from: 'probe@brusio.example', to: 'someone@libero.example' }

/** A real one. */
async function startMailServer(options: SMTPServerOptions = {}) {
  const smtp = new SMTPServer({ key: KEY, cert: VALID, authOptional: true, disableReverseLookup: true, ...options })
  smtp.on('error', () => {})
  return { smtp, ...(await listen(smtp.server, true)) }
}

/** What smtp-server answers with. */
const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })

describe('a real mail server', () => {
  it('is seen up, turning away, gone, and up again', async () => {
    let onConnect: SMTPServerOptions['onConnect'] = (_session, done) => done()
    const server = await startMailServer({ onConnect: (session, done) => onConnect?.(session, done) })
    const ask = () => look('smtp', `smtp://127.0.0.1:${server.port}`)
    const up = { outcome: 'up', status: 250, certificateExpiresAt: Date.UTC(2120, 0, 1) }
    expect(await ask()).toMatchObject(up)
    onConnect = (_session, done) => done(refusal(421, 'Service not available, closing transmission channel'))
    expect(await ask()).toMatchObject({ outcome: 'status', status: 421 })
    onConnect = (_session, done) => done(refusal(554, 'Blocked: listed by zen.spamhaus.org'))
    expect(await ask()).toMatchObject({ outcome: 'blocked', status: 554 })
    await server.stop()
    expect(await ask()).toMatchObject({ outcome: 'refused', status: null })
    await server.start()
    onConnect = (_session, done) => done()
    expect(await ask()).toMatchObject(up)
  })

  it('may show an expired certificate, as other mail servers do not look', async () => {
    const server = await startMailServer({ cert: EXPIRED })
    expect(await look('smtp', `smtp://127.0.0.1:${server.port}`)).toMatchObject({
      outcome: 'up',
      certificateExpiresAt: Date.UTC(2021, 0, 1),
    })
  })

  it('over TLS from the start is for people, whose programs do look', async () => {
    const server = await startMailServer({ secure: true })
    expect((await look('smtp', `smtps://127.0.0.1:${server.port}`)).outcome).toBe('up')
    const expired = await startMailServer({ secure: true, cert: EXPIRED })
    expect((await look('smtp', `smtps://127.0.0.1:${expired.port}`)).outcome).toBe('tls')
  })

  it('is asked in the clear where it offers nothing else', async () => {
    const server = await startMailServer({ disabledCommands: ['STARTTLS'] })
    expect(await look('smtp', `smtp://127.0.0.1:${server.port}`)).toMatchObject({
      outcome: 'up',
      timings: { tls: null },
      certificateExpiresAt: null,
    })
  })

  it('takes mail for a mailbox, no more, and again, and gets none', async () => {
    let full: Error | undefined
    let mails = 0
    const seen: string[] = []
    const server = await startMailServer({
      onMailFrom: ({ address }, { secure }, done) => {
        seen.push(`${address} ${secure}`)
        done()
      },
      onRcptTo: ({ address }, _session, done) => {
        seen.push(address)
        done(full)
      },
      onData: (_stream, _session, done) => {
        mails++
        done()
      },
    })
    const ask = () => look('smtp', `smtp://127.0.0.1:${server.port}`, { mailbox })
    expect(await ask()).toMatchObject({ outcome: 'up', status: 250 })
    full = refusal(550, '5.1.1 No such user here')
    expect(await ask()).toMatchObject({ outcome: 'status', status: 550 })
    full = refusal(452, '4.2.2 Mailbox full')
    expect(await ask()).toMatchObject({ outcome: 'status', status: 452 })
    full = refusal(451, '4.7.1 Greylisted, please try again later')
    expect(await ask()).toMatchObject({ outcome: 'blocked', status: 451 })
    full = undefined
    expect(await ask()).toMatchObject({ outcome: 'up', status: 250 })
    expect(seen.slice(0, 2)).toEqual(['probe@brusio.example true', 'someone@libero.example'])
    expect(mails).toBe(0)
  })
})

const TALK = {
  '': '220-mx.libero.example\r\n220 ready',
  EHLO: '250-mx.libero.example\r\n250 PIPELINING',
  MAIL: '250 ok',
  RCPT: '250 ok',
  RSET: '250 ok',
  QUIT: '221 bye',
}

describe('a mail server by the book', () => {
  it('hears who calls, nothing that is not asked of it, and a farewell', async () => {
    const server = await startTextServer(answering(TALK))
    await look('smtp', `smtp://127.0.0.1:${server.port}`, { mailbox })
    expect(server.heard).toEqual([
      'EHLO [127.0.0.1]',
      'MAIL FROM:<probe@brusio.example>',
      'RCPT TO:<someone@libero.example>',
      'RSET',
      'QUIT',
    ])
  })

  it.each<[answers: Partial<Record<keyof typeof TALK | 'STARTTLS', string>>, outcome: string, status: number | null]>([
    [{ '': '554 5.3.2 No SMTP service here' }, 'blocked', 554],
    [{ '': '421 4.3.2 Shutting down' }, 'status', 421],
    [{ '': '421 4.7.0 Come back another day' }, 'blocked', 421],
    [{ '': '421 Too many connections from your host' }, 'blocked', 421],
    [{ '': 'HTTP/1.1 400 Bad Request' }, 'protocol', null],
    [{ '': '220-one\r\n221 another' }, 'protocol', null],
    [{ EHLO: '550 5.7.1 Your address has no reverse name' }, 'blocked', 550],
    [{ EHLO: '451 Local error' }, 'blocked', 451],
    [{ EHLO: '500 What?' }, 'status', 500],
    [{ EHLO: '250-mx\r\n250 STARTTLS', STARTTLS: '454 TLS not available' }, 'tls', 454],
    [{ MAIL: '553 5.1.8 We do not know your domain' }, 'blocked', 553],
    [{ MAIL: '452 4.3.1 No space on the storage' }, 'status', 452],
    [{ RCPT: '550 5.7.1 Denied' }, 'blocked', 550],
    [{ RCPT: '450 4.2.0 Later' }, 'blocked', 450],
    [{ RCPT: '554 5.2.0 Storage failure' }, 'status', 554],
    [{ RCPT: '251 Forwarded' }, 'up', 251],
    [{ RCPT: '354 Go on' }, 'protocol', 354],
    [{ RSET: 'what?' }, 'up', 250],
    [{ QUIT: 'what?' }, 'up', 250],
  ])('that says %j is %s', async (answers, outcome, status) => {
    const server = await startTextServer(answering({ ...TALK, ...answers }))
    expect(await look('smtp', `smtp://127.0.0.1:${server.port}`, { mailbox })).toMatchObject({ outcome, status })
  })

  it('is no worse for hanging up at the farewell', async () => {
    const talk = answering(TALK)
    const server = await startTextServer((line, socket) =>
      line === 'QUIT' ? void socket.destroy() : talk(line, socket),
    )
    expect((await look('smtp', `smtp://127.0.0.1:${server.port}`)).outcome).toBe('up')
  })

  it('that offers a handshake and then cannot is a failure', async () => {
    const talk = answering({ ...TALK, EHLO: '250-mx\r\n250 STARTTLS', STARTTLS: '220 go' })
    const server = await startTextServer((line, socket) =>
      line?.startsWith('\x16\x03') ? void socket.end('no\r\n') : talk(line, socket),
    )
    server.script = (line, socket) => {
      if (line === 'STARTTLS') socket.once('data', () => socket.write('this is no handshake\r\n'))
      return talk(line, socket)
    }
    expect((await look('smtp', `smtp://127.0.0.1:${server.port}`)).outcome).toBe('tls')
  })

  it('may not speak on before the handshake: that could be anybody', async () => {
    const talk = { ...TALK, EHLO: '250-mx\r\n250 STARTTLS', STARTTLS: '220 go\r\n250 injected' }
    const server = await startTextServer(answering(talk))
    expect((await look('smtp', `smtp://127.0.0.1:${server.port}`)).outcome).toBe('protocol')
  })
})
