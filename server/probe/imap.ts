import type { Dialogue } from '../outbound.ts'
import { isPolicy } from './policy.ts'
import { leave, toProbe, unspoken } from './reading.ts'
import type { Heard } from './reading.ts'

const GREETING = /^\* (OK|PREAUTH|BYE)\b(.*)$/i

/** Greeting, CAPABILITY, LOGOUT (RFC 3501, 9051). Nobody logs in. */
export const probeImap = toProbe(async (dialogue) => {
  const greeting = await dialogue.line()
  const [, word = '', text = ''] = GREETING.exec(greeting) ?? []
  if (word === '') throw unspoken(dialogue, greeting)
  if (word.toUpperCase() === 'BYE') return { outcome: isPolicy(text) ? 'blocked' : 'status' }
  const heard = await askCapability(dialogue)
  await leave(dialogue, 'b LOGOUT')
  return heard
})

async function askCapability(dialogue: Dialogue): Promise<Heard> {
  dialogue.say('a CAPABILITY')
  let isListed = false
  for (;;) {
    const line = await dialogue.line()
    if (/^\* CAPABILITY\b.*\bIMAP4/i.test(line)) isListed = true
    else if (/^\* BYE\b/i.test(line)) return { outcome: isPolicy(line) ? 'blocked' : 'status' }
    else if (/^a NO\b/i.test(line)) return { outcome: 'status' }
    else if (/^a OK\b/i.test(line) && isListed) return { outcome: 'up' }
    else if (!line.startsWith('* ')) throw unspoken(dialogue, line)
  }
}
