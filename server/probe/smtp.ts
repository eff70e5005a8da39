import net from 'node:net'
import type { ProbeOutcome, ProbeTarget } from '../../shared/probe.ts'
import type { Dialogue } from '../outbound.ts'
import { isPolicy } from './policy.ts'
import { leave, toProbe, unspoken } from './reading.ts'
import type { Heard } from './reading.ts'

/**
 * Greeting, EHLO, STARTTLS where it is offered, EHLO again, QUIT (RFC 5321, 3207). Mail servers take each other's certificates as
 * they are (RFC 7435), so one that does not hold is no failure here; when it expires is noted. With `mailbox`, whether its mail
 * would be taken: MAIL FROM, RCPT TO, RSET, and never DATA.
 */
export const probeSmtp = toProbe(async (dialogue, target) => {
  const heard = await converse(dialogue, target)
  await leave(dialogue, 'QUIT')
  return heard
})

async function converse(dialogue: Dialogue, { target, mailbox }: ProbeTarget): Promise<Heard> {
  const greeting = await hear(dialogue)
  if (greeting.code !== 220) return refusal(greeting, 'client')
  const ehlo = `EHLO ${literal(dialogue.localAddress)}`
  let hello = await ask(dialogue, ehlo)
  if (hello.code !== 250) return refusal(hello, 'client')
  if (/^STARTTLS$/im.test(hello.text) && !/^smtps:/i.test(target)) {
    const ready = await ask(dialogue, 'STARTTLS')
    if (ready.code !== 220) return { outcome: 'tls', status: ready.code }
    await dialogue.startTls()
    hello = await ask(dialogue, ehlo)
    if (hello.code !== 250) return refusal(hello, 'client')
  }
  return mailbox === undefined ? { outcome: 'up', status: hello.code } : deliver(dialogue, mailbox)
}

/** As a server that has mail for this mailbox, up to where it would hand it over. */
async function deliver(dialogue: Dialogue, mailbox: { from: string; to: string }): Promise<Heard> {
  const from = await ask(dialogue, `MAIL FROM:<${mailbox.from}>`)
  if (from.code !== 250) return refusal(from, 'sender')
  const to = await ask(dialogue, `RCPT TO:<${mailbox.to}>`)
  await leave(dialogue, 'RSET')
  return to.code === 250 || to.code === 251 ? { outcome: 'up', status: to.code } : refusal(to, 'recipient')
}

type Reply = { code: number; text: string }

/**
 * 450 and 451 are how a grey list says "later", 554 in place of a greeting turns away whoever calls (RFC 5321 3.1), and what is
 * wrong with a sender is ours: none of them says anything about the mailboxes of people.
 */
function refusal({ code, text }: Reply, of: 'client' | 'sender' | 'recipient'): Heard {
  const isOurs =
    isPolicy(text) ||
    code === 450 ||
    code === 451 ||
    (of === 'client' && code === 554) ||
    (of === 'sender' && code >= 500)
  const outcome: ProbeOutcome = isOurs ? 'blocked' : code >= 400 ? 'status' : 'protocol'
  return { outcome, status: code }
}

function ask(dialogue: Dialogue, command: string): Promise<Reply> {
  dialogue.say(command)
  return hear(dialogue)
}

/** One reply of one or more lines, `250-` going on and `250 ` the last. */
async function hear(dialogue: Dialogue): Promise<Reply> {
  const texts: string[] = []
  let code: string | undefined
  for (;;) {
    const line = await dialogue.line()
    const [, digits, more, text = ''] = /^([2-5]\d\d)([ -]|$)(.*)$/.exec(line) ?? []
    if (digits === undefined || (code !== undefined && digits !== code)) throw unspoken(dialogue, line)
    code = digits
    texts.push(text.trim())
    if (more !== '-') return { code: Number(code), text: texts.join('\n') }
  }
}

/** Who calls: the address it calls from, as RFC 5321 4.1.3 writes it. A name would have to be one that leads back here. */
function literal(address: string): string {
  return net.isIPv6(address) ? `[IPv6:${address.replace(/%.*/, '')}]` : `[${address}]`
}
