import net from 'node:net'
import type { Socket } from 'node:net'
import tls from 'node:tls'
import { listen } from './sockets.ts'
import type { Listening } from './sockets.ts'

/** What to say to a line; to nobody's line, on connecting. undefined: nothing. Lines end by themselves. */
export type Script = (line: string | undefined, socket: Socket) => string | undefined

export type TextServer = Listening & {
  /** May be changed between talks. */
  script: Script
  /** What was said to it, in all talks. */
  heard: string[]
}

/** A server of a protocol in lines, that says what the test wants. */
export async function startTextServer(script: Script, secure?: tls.TlsOptions): Promise<TextServer> {
  const talk = (socket: Socket) => {
    socket.on('error', () => {})
    const say = (line: string | undefined) => {
      const answer = server.script(line, socket)
      if (answer !== undefined && socket.writable) socket.write(`${answer}\r\n`)
    }
    let rest = ''
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        server.heard.push(line)
        say(line)
      }
    })
    say(undefined)
  }
  const listening = await listen(secure ? tls.createServer(secure, talk) : net.createServer(talk))
  const server: TextServer = { ...listening, script, heard: [] }
  return server
}

/** Answers by the first word of a line, or by the whole of it; the greeting is under ''. What it does not know it does not answer. */
export function answering(answers: Record<string, string>): Script {
  return (line = '') => answers[line] ?? answers[line.split(' ')[0]!]
}
