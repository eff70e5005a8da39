import { SECOND_MS } from '../../shared/time.ts'
import type { Reader } from '../format.ts'
import type { LiveTexts } from '../locales/live.ts'
import { ageWords } from './age.ts'
import type { LiveStatus } from './live-client.ts'

/** Says that the numbers stand still, for as long as they do, and how old they are. The age ticks, so it is not announced. */
export function createOfflineStrip(
  reader: Reader,
  words: Pick<LiveTexts, 'offlineStrip' | 'numbersAge'>,
): (status: LiveStatus, heardAt: number) => void {
  let strip: HTMLElement | undefined
  let ticking: ReturnType<typeof setInterval> | undefined
  return (status, heardAt) => {
    if (status !== 'lost') {
      clearInterval(ticking)
      strip?.remove()
      strip = undefined
    } else if (strip === undefined) {
      strip = document.createElement('div')
      strip.className = 'offline-strip'
      const said = document.createElement('span')
      said.setAttribute('role', 'status')
      const age = document.createElement('span')
      age.setAttribute('aria-hidden', 'true')
      strip.append(said, ' ', age)
      document.querySelector('main')?.append(strip)
      said.textContent = words.offlineStrip
      const tick = () => (age.textContent = words.numbersAge(ageWords(reader, Date.now() - heardAt)))
      tick()
      ticking = setInterval(tick, SECOND_MS)
    }
  }
}
