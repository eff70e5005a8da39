/** The server's end of a line, moved by hand. */
export class FakeLine {
  readonly #at: number
  constructor(at: number) {
    this.#at = at
  }
  readyState: 0 | 1 | 3 = 0
  readonly #listeners: { type: string; listener: (event: { data: unknown }) => void }[] = []
  addEventListener(type: string, listener: (event: { data: unknown }) => void) {
    this.#listeners.push({ type, listener })
  }
  #emit(type: string, data?: unknown) {
    for (const one of this.#listeners) if (one.type === type) one.listener({ data })
  }
  readonly heard: unknown[] = []
  send(text: unknown) {
    this.heard.push(JSON.parse(String(text)))
  }
  close() {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#emit('close')
  }
  accept() {
    this.readyState = 1
    this.#emit('open')
  }
  tell(type: 'snapshot' | 'update', topic: string, seq: number, data: unknown, at = this.#at) {
    this.raw({ type, topic, run: 'run', seq, at, speed: 1, mode: 'live', data })
  }
  raw(message: unknown) {
    this.#emit('message', JSON.stringify(message))
  }
}
