import dgram from 'node:dgram'
import { once } from 'node:events'
import packet from 'dns-packet'
import type { Answer, Question } from 'dns-packet'
import { whenDone } from './sockets.ts'

/** RFC 1035 4.1.1 */
export const RCODE = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 }

/** undefined: no answer at all; a buffer: these bytes, whatever they mean. */
export type Reply = { answers?: Answer[]; rcode?: keyof typeof RCODE } | Buffer | undefined

export type NameServer = {
  port: number
  /** May be changed between questions. */
  reply: (question: Question) => Reply
  asked: Question[]
}

export async function startNameServer(reply: NameServer['reply']): Promise<NameServer> {
  const socket = dgram.createSocket('udp4')
  const server: NameServer = { port: 0, reply, asked: [] }
  socket.on('message', (message, from) => {
    const { id, questions = [] } = packet.decode(message)
    const question = questions[0]!
    server.asked.push(question)
    const said = server.reply(question)
    if (said === undefined) return
    const { answers = [], rcode = 'NOERROR' } = Buffer.isBuffer(said) ? {} : said
    const flags = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | RCODE[rcode]
    const bytes = Buffer.isBuffer(said) ? said : packet.encode({ type: 'response', id, flags, questions, answers })
    socket.send(bytes, from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  server.port = socket.address().port
  whenDone(() => socket.close())
  return server
}
