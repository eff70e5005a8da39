import type { JSONWebKeySet } from 'jose'
import { ReceiptPayload, type ReceiptFault } from '../../shared/receipt.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/db.ts'
import { checkSigned, createSigner } from '../signer.ts'
import { readPress } from '../store/receipts.ts'

/** Of the protected header: what else our key may sign one day is no receipt. */
const TYPE = 'brusio-receipt'
/** A receipt has some 600 characters. */
export const MAX_RECEIPT_CHARS = 4_000

export type SignedReceipt = { receipt: string; payload: ReceiptPayload }
export type ReceiptCheck = { payload: ReceiptPayload } | { fault: ReceiptFault }

export type ReceiptDeps = {
  db: Database
  clock: Clock
  directory: Directory
  config: { publicUrl: string | undefined }
}

export type Receipts = {
  /** Undefined: there is no such report, or not any more. The same report gives the same text each time. */
  issue: (id: string) => Promise<SignedReceipt | undefined>
  /** Whatever anybody pastes. */
  check: (text: string) => Promise<ReceiptCheck>
  /** With what others check our receipts. */
  publicKeys: () => Promise<JSONWebKeySet>
}

/** Signs what became of a press, as a compact JWS (RFC 7515) with Ed25519. */
export function createReceipts({ db, clock, directory, config }: ReceiptDeps): Receipts {
  const signer = createSigner({ db, clock })
  return {
    async issue(id) {
      const press = await readPress(db, id)
      const entry = press && directory.byId(press.providerId)
      if (press === undefined || entry === undefined) return undefined
      const payload: ReceiptPayload = {
        iss: config.publicUrl ?? null,
        id: press.id,
        provider: entry.slug,
        name: entry.name,
        answer: press.answer,
        problem: press.problem,
        outcome: press.outcome,
        pressed_at: new Date(press.observedAt).toISOString(),
        received_at: new Date(press.receivedAt).toISOString(),
        mode: clock.mode,
      }
      const receipt = await signer.sign(TYPE, JSON.stringify(payload))
      return { receipt, payload }
    },

    async check(text) {
      // People paste lines that a mail has broken.
      const jws = text.replaceAll(/\s/g, '')
      if (jws.length > MAX_RECEIPT_CHARS) return { fault: 'unreadable' }
      const checked = await checkSigned(jws, TYPE, async () => (await signer.publicKeys()).keys)
      if ('fault' in checked) return checked
      const read = ReceiptPayload.safeParse(readJson(checked.payload))
      return read.success ? { payload: read.data } : { fault: 'unreadable' }
    },

    publicKeys: signer.publicKeys,
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
