import type { NewPush, PushStop } from '../../shared/push.ts'
import { guessDevice } from './own-device.ts'
import { setText } from './times.ts'

const WORKER = '/push-worker.js'
/** A worker of its own for each service: so each has an address of its own at the push service, which says nothing of the others. */
const scopeOf = (provider: string) => `/push/${provider}/`
/** A line that takes longer is no line. */
const ANSWER_MS = 15_000

type Said = 'asked' | 'stopped' | 'denied' | 'over' | 'failed' | 'unable'

const isAble = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** "Tell me when it is back". Nothing is asked, sent or kept before the press. */
export class PushElement extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button')
    if (button === null) return
    if (!isAble()) {
      // In a page that is not installed a phone of Apple's has no notifications, and does not say so.
      if (guessDevice(navigator) !== 'ios') return
      const note = this.querySelector<HTMLElement>('.note')
      setText(note, note?.dataset['installed'] ?? '')
      button.hidden = true
      this.hidden = false
      return
    }
    this.hidden = false
    button.addEventListener('click', () => void this.#press(button))
    // Who has asked before is told so; what the server holds may be gone by now.
    this.#subscription()
      .then(async (there) => there && this.#become(button, await this.#tell(there)))
      .catch(() => {})
  }

  async #press(button: HTMLButtonElement): Promise<void> {
    if (button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    try {
      this.#become(button, button.dataset['on'] === undefined ? await this.#ask() : await this.#stop())
    } catch {
      this.#become(button, 'failed')
    } finally {
      button.removeAttribute('aria-disabled')
    }
  }

  /** The permission first: later the browser no longer knows that somebody pressed. */
  async #ask(): Promise<Said> {
    if ((await Notification.requestPermission()) !== 'granted') return 'denied'
    const answer = await fetch('/api/v1/push', { signal: AbortSignal.timeout(ANSWER_MS) })
    const { public_key: key } = (await answer.json()) as { public_key: string | null }
    if (key === null) return 'failed'
    const registration = await navigator.serviceWorker.register(WORKER, { scope: scopeOf(this.#provider) })
    await isActive(registration)
    const wish = { userVisibleOnly: true, applicationServerKey: key }
    const made = await registration.pushManager
      .subscribe(wish)
      .catch(async () => {
        // One that was made with the key of an instance before this one.
        await (await registration.pushManager.getSubscription())?.unsubscribe()
        return await registration.pushManager.subscribe(wish)
      })
      .catch(() => null)
    // We have just been reached, so it is no matter of the line: a private window, or no push service. Nothing of ours stays behind.
    if (made === null) return (await registration.unregister(), 'unable')
    const said = await this.#tell(made)
    if (said !== 'asked') await made.unsubscribe()
    return said
  }

  async #stop(): Promise<Said> {
    const there = await this.#subscription()
    if (there !== null) {
      const stop: PushStop = { endpoint: there.endpoint, provider: this.#provider }
      const { ok } = await send('DELETE', stop)
      if (!ok) return 'failed'
      await there.unsubscribe()
    }
    await (await this.#registration())?.unregister()
    return 'stopped'
  }

  async #tell(subscription: PushSubscription): Promise<Said> {
    const { endpoint, keys = {} } = subscription.toJSON()
    const lang = this.dataset['lang'] === 'it' ? 'it' : 'en'
    const { p256dh = '', auth = '' } = keys
    const wish: NewPush = { endpoint: endpoint ?? '', p256dh, auth, provider: this.#provider, lang }
    const { ok, status } = await send('POST', wish)
    return ok ? 'asked' : status === 409 ? 'over' : 'failed'
  }

  #become(button: HTMLButtonElement, said: Said): void {
    const output = this.querySelector('output')
    setText(output, output?.dataset[said] ?? '')
    if (said === 'asked') button.dataset['on'] = ''
    else if (said !== 'failed') delete button.dataset['on']
    setText(button, (button.dataset['on'] === undefined ? button.dataset['ask'] : button.dataset['stop']) ?? '')
  }

  async #registration(): Promise<ServiceWorkerRegistration | undefined> {
    const found = await navigator.serviceWorker.getRegistration(scopeOf(this.#provider))
    return found?.scope.endsWith(scopeOf(this.#provider)) ? found : undefined
  }

  async #subscription(): Promise<PushSubscription | null> {
    return (await (await this.#registration())?.pushManager.getSubscription()) ?? null
  }

  get #provider(): string {
    return this.dataset['provider'] ?? ''
  }
}

/** Comes and goes with what is open; while it stands, what was pressed in it stays. */
export function swapPush(fresh: Document): void {
  const [old, next] = [document, fresh].map((from) => from.querySelector('[data-part=push-place]'))
  if (old == null || next == null) return
  if ((old.childElementCount === 0) !== (next.childElementCount === 0)) old.innerHTML = next.innerHTML
}

function send(method: 'POST' | 'DELETE', body: NewPush | PushStop): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch('/api/v1/push', { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(ANSWER_MS) })
}

/** `navigator.serviceWorker.ready` is for the worker of this page; ours has pages of its own, and none. */
async function isActive(registration: ServiceWorkerRegistration): Promise<void> {
  const coming = registration.installing ?? registration.waiting
  if (registration.active !== null || coming === null) return
  await new Promise<void>((done, fail) => {
    const look = () => {
      if (coming.state === 'activated') done()
      else if (coming.state === 'redundant') fail(new Error('the worker was not taken'))
    }
    coming.addEventListener('statechange', look)
    look()
  })
}
