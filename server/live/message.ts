/** Where in a topic whose messages are kept a listener is, once it has heard a message. */
export type Place = { readonly topic: string; readonly seq: number }

/**
 * A message on its way out: serialised once, framed once for each transport, shared by all who get it. Nobody may change `frame` (of a socket) and
 * `event` (of an event stream).
 */
export type Message = {
  readonly text: string
  readonly frame: Buffer
  readonly event: Buffer
  readonly place?: Place | undefined
}

const FIN_TEXT = 0x81
const LENGTH_IN_16_BITS = 126
const LENGTH_IN_64_BITS = 127

/** A whole unmasked text frame (RFC 6455, 5.2) in one buffer: one write and one system call for each socket. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const offset = length < LENGTH_IN_16_BITS ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafeSlow(offset + length)
  frame[0] = FIN_TEXT
  if (offset === 2) frame[1] = length
  else if (offset === 4) {
    frame[1] = LENGTH_IN_16_BITS
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = LENGTH_IN_64_BITS
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, offset)
  return frame
}

export function createMessage(text: string, place?: Place): Message {
  let frame: Buffer | undefined
  let event: Buffer | undefined
  return {
    text,
    place,
    get event() {
      return (event ??= Buffer.from(`data: ${text}\n\n`))
    },
    get frame() {
      return (frame ??= textFrame(text))
    },
  }
}

/** Closed set of what a socket can be told it did wrong, or that we cannot do now. */
export type ErrorCode =
  'not-text' | 'not-json' | 'invalid-message' | 'unknown-topic' | 'too-many-topics' | 'unavailable'

/** With the topic that it is about, if it is about one: whoever asked for ten must not read it out of a sentence. */
export function errorMessage(code: ErrorCode, detail: string, topic?: string): Message {
  return createMessage(JSON.stringify({ type: 'error', code, topic, detail }))
}

/** The last words over an event stream, which has no close frame. */
export function closeMessage(code: number, reason: string): Message {
  return createMessage(JSON.stringify({ type: 'close', code, reason }))
}
