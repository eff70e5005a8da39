import type { Dialogue } from '../outbound.ts'
import { isPolicy } from './policy.ts'
import { leave, toProbe, unspoken } from './reading.ts'

/** Greeting, CAPA, QUIT (RFC 1939, 2449). Nobody logs in. */
export const probePop3 = toProbe(async (dialogue) => {
  const greeting = await dialogue.line()
  if (/^-ERR\b/.test(greeting)) return { outcome: isPolicy(greeting) ? 'blocked' : 'status' }
  if (!/^\+OK\b/.test(greeting)) throw unspoken(dialogue, greeting)
  await askCapabilities(dialogue)
  await leave(dialogue, 'QUIT')
  return { outcome: 'up' }
})

/** A server need not know the command: that it says so is an answer. */
async function askCapabilities(dialogue: Dialogue): Promise<void> {
  dialogue.say('CAPA')
  const answer = await dialogue.line()
  if (/^-ERR\b/.test(answer)) return
  if (!/^\+OK\b/.test(answer)) throw unspoken(dialogue, answer)
  while ((await dialogue.line()) !== '.');
}
