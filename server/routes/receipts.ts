import {
  calculateJwkThumbprint,
  compactVerify,
  CompactSign,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
} from 'jose'
import { ReceiptPayload, type ReceiptFault } from '../../shared/receipt.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../store/db.ts'
import { readPress } from '../store/receipts.ts'
import { readSigningKeys, takeSigningKey, type SigningKey } from '../store/signing-keys.ts'

/** Of the protected header: what else our key may sign one day is no receipt. */
const TYPE = 'brusio-receipt'
const ALGORITHM = 'EdDSA'
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
  let signing: Promise<SigningKey> | undefined
  const signingKey = () => {
    signing ??= makeKey().then((made) => takeSigningKey(db, made, clock.now()))
    signing.catch(() => (signing = undefined))
    return signing
  }

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
      const { kid, privateJwk } = await signingKey()
      const receipt = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE })
        .sign(await importJWK(privateJwk, ALGORITHM))
      return { receipt, payload }
    },

    async check(text) {
      // People paste lines that a mail has broken.
      const jws = text.replaceAll(/\s/g, '')
      if (jws.length > MAX_RECEIPT_CHARS) return { fault: 'unreadable' }
      const kid = readKid(jws)
      if (kid === undefined) return { fault: 'unreadable' }
      const key = (await readSigningKeys(db)).find((one) => one.kid === kid)
      if (key === undefined) return { fault: 'stranger' }
      try {
        const { payload, protectedHeader } = await compactVerify(jws, await importJWK(toPublic(key), ALGORITHM), {
          algorithms: [ALGORITHM],
        })
        const read = ReceiptPayload.safeParse(JSON.parse(new TextDecoder().decode(payload)))
        return read.success && protectedHeader.typ === TYPE ? { payload: read.data } : { fault: 'unreadable' }
      } catch {
        return { fault: 'altered' }
      }
    },

    async publicKeys() {
      return { keys: (await readSigningKeys(db)).map(toPublic) }
    },
  }
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true })
  const { kty, crv, x, d } = await exportJWK(privateKey)
  const privateJwk = { kty: kty!, crv: crv!, x: x!, d: d! }
  return { kid: await calculateJwkThumbprint(privateJwk), privateJwk }
}

/** Named one by one, so that nothing private can slip out. */
function toPublic({ kid, privateJwk: { kty = '', crv = '', x = '' } }: SigningKey) {
  return { kty, crv, x, kid, alg: ALGORITHM, use: 'sig' }
}

function readKid(jws: string): string | undefined {
  try {
    return decodeProtectedHeader(jws).kid
  } catch {
    return undefined
  }
}
