import type { Reader } from '../format.ts'
import { liveTexts } from '../locales/live.ts'
import type { LiveStatus } from './live-client.ts'

/** Says that the numbers stand still, for as long as they do. */
export function createOfflineStrip(reader: Reader): (status: LiveStatus) => void {
  let strip: HTMLElement | undefined
  return (status) => {
    if (status !== 'lost') {
      strip?.remove()
      strip = undefined
    } else if (strip === undefined) {
      strip = document.createElement('p')
      strip.className = 'offline-strip'
      strip.setAttribute('role', 'status')
      strip.textContent = liveTexts[reader.lang].offlineStrip
      document.querySelector('main')?.append(strip)
    }
  }
}
