import { ATTRIBUTES } from './address.ts'
import { make } from './dom.ts'
import { keep } from './keep.ts'
import type { Listen } from './live.ts'
import { adopt } from './style.ts'

/** How far ahead of being seen it loads. */
const AHEAD = '200px'

/** `base`: whose script this is, and so whose facts are shown. */
export const makeElement = (base: string, listen: Listen): CustomElementConstructor =>
  class extends HTMLElement {
    static observedAttributes = ATTRIBUTES
    #box = make('div', { role: 'group' })
    #kept = keep(this, this.#box, base, listen)
    #seen = new IntersectionObserver((all) => this.#kept.look(all.at(-1)!.isIntersecting), { rootMargin: AHEAD })

    constructor() {
      super()
      const root = this.attachShadow({ mode: 'open' })
      adopt(root)
      root.append(make('div.widget', {}, this.#box))
    }

    connectedCallback(): void {
      this.#kept.dress()
      this.#seen.observe(this)
      document.addEventListener('visibilitychange', this.#kept.tick)
    }

    disconnectedCallback(): void {
      this.#seen.disconnect()
      document.removeEventListener('visibilitychange', this.#kept.tick)
      this.#kept.look(false)
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (before === after || !this.isConnected) return
      this.#kept.dress()
      if (name !== 'theme') this.#kept.restart()
    }
  }
