import { makeElement } from './element.ts'
import { createLive } from './live.ts'

const NAME = 'brusio-widget'
const script = document.currentScript as HTMLScriptElement | null

// A page may hold the script twice; and whoever has copied it into a file of his own says nothing of where our facts are.
if (script?.src && !customElements.get(NAME)) {
  const base = new URL(script.src).origin
  customElements.define(NAME, makeElement(base, createLive(`${base.replace('http', 'ws')}/api/v1/live`)))
}
