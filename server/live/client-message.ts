import { ClientMessage } from '../../shared/live.ts'
import type { ErrorCode } from './message.ts'

/** What a socket said, or why we do not understand it. The detail names the field and never repeats the input. */
export function readClientMessage(text: string): ClientMessage | { error: ErrorCode; detail: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { error: 'not-json', detail: 'A message is one JSON object.' }
  }
  const result = ClientMessage.safeParse(json)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  return { error: 'invalid-message', detail: `${issue?.path.join('.') || 'message'}: ${issue?.message ?? 'invalid'}` }
}
