import { z } from 'zod'
import { Mode } from './live.ts'
import { Answer, ReportOutcome } from './report.ts'
import { ProblemKind } from './provider.ts'

/** What a receipt says of one press, and all it says: nothing of who pressed, from where, or on what. */
export const ReceiptPayload = z.object({
  iss: z.string().nullable().describe('the instance that signed; null: it was not told its address'),
  id: z.string().describe('of the report'),
  provider: z.string().describe('slug'),
  name: z.string().describe('of the provider, as it was called when the receipt was signed'),
  answer: Answer,
  problem: ProblemKind.nullable().describe('what was wrong; null: not said'),
  outcome: ReportOutcome,
  pressed_at: z.string().describe('RFC 3339; as the reporter’s device said, where the line was away'),
  received_at: z.string().describe('RFC 3339, UTC'),
  mode: Mode.describe('`replay`, `simulation`: this was pressed in a play, and is a receipt of nothing'),
})
export type ReceiptPayload = z.infer<typeof ReceiptPayload>

/** Why a text is no receipt of ours: not in the form of one, signed by somebody else, or changed since. */
export type ReceiptFault = 'unreadable' | 'stranger' | 'altered'
