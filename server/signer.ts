import {
  calculateJwkThumbprint,
  compactVerify,
  CompactSign,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose'
import type { Clock } from './clock.ts'
import type { Database } from './store/db.ts'
import { readSigningKeys, takeSigningKey, type SigningKey } from './store/signing-keys.ts'

const ALGORITHM = 'EdDSA'

export type Signer = {
  /** A compact JWS (RFC 7515) with Ed25519; `type` says what it is, so that one thing we sign cannot be taken for another. */
  sign: (type: string, payload: string) => Promise<string>
  /** With what others check what we signed (RFC 7517), newest first. */
  publicKeys: () => Promise<JSONWebKeySet>
}

/** Signs with the instance's newest key; the first that is needed is made. */
export function createSigner({ db, clock }: { db: Database; clock: Clock }): Signer {
  let signing: Promise<SigningKey> | undefined
  const signingKey = () => {
    signing ??= makeKey().then((made) => takeSigningKey(db, made, clock.now()))
    signing.catch(() => (signing = undefined))
    return signing
  }
  return {
    async sign(type, payload) {
      const { kid, privateJwk } = await signingKey()
      return new CompactSign(new TextEncoder().encode(payload))
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: type })
        .sign(await importJWK(privateJwk, ALGORITHM))
    },
    async publicKeys() {
      return { keys: (await readSigningKeys(db)).map(toPublic) }
    },
  }
}

/** `unreadable`: no such thing at all; `stranger`: signed with none of these keys; `altered`: the signature does not fit. */
export type SignatureFault = 'unreadable' | 'stranger' | 'altered'

/** What was signed, as text; whatever anybody hands in. */
export async function checkSigned(
  jws: string,
  type: string,
  readKeys: () => Promise<readonly JWK[]>,
): Promise<{ payload: string } | { fault: SignatureFault }> {
  const kid = readKid(jws)
  if (kid === undefined) return { fault: 'unreadable' }
  const key = (await readKeys()).find((one) => one.kid === kid)
  if (key === undefined) return { fault: 'stranger' }
  try {
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(key, ALGORITHM), {
      algorithms: [ALGORITHM],
    })
    return protectedHeader.typ === type ? { payload: new TextDecoder().decode(payload) } : { fault: 'unreadable' }
  } catch {
    return { fault: 'altered' }
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
