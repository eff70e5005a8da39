import type { ProviderLive } from '../../shared/live.ts'
import { SECOND_MS } from '../../shared/time.ts'
import { createPulse, PULSE_SECONDS } from '../chart/pulse.ts'
import { sparkPath } from '../chart/shape.ts'
import { formatNumber, formatSeconds, type Reader } from '../format.ts'
import { chartTexts } from '../locales/chart.ts'
import { ageWords } from './age.ts'
import type { LiveStatus } from './live-client.ts'
import { setText } from './times.ts'

export type LiveLine = {
  hear(live: ProviderLive): void
  become(status: LiveStatus): void
  pause(at: number | null): void
}

/** Younger than this is just now. */
const NOW_SECONDS = 2

/**
 * Under the live edge: the last minute by the second, and how old the numbers are. Nothing of it is announced: it never
 * stands still. `speed`: how many times as fast as ours the server's time runs.
 */
export function createLiveLine(root: ParentNode, reader: Reader, speed: () => number): LiveLine {
  const words = chartTexts[reader.lang]
  const state = root.querySelector('[data-part=live-state]')
  const strip = root.querySelector('.pulse path')
  const heardLine = root.querySelector('.pulse line')
  const sum = root.querySelector('[data-part=pulse]')
  const pulse = createPulse()
  let status: LiveStatus = 'connecting'
  // Not performance.now(): a laptop that slept was not fresh meanwhile.
  let heardAt = Date.now()
  let pausedAt: number | null = null

  function show(): void {
    if (pausedAt !== null) return
    const now = Date.now()
    const seconds = Math.floor((now - heardAt) / SECOND_MS)
    const live = words.liveAgo(seconds < NOW_SECONDS ? null : formatNumber(reader.lang, seconds, 0))
    const lost = words.lostAgo(ageWords(reader, now - heardAt))
    setText(state, status === 'live' ? live : status === 'lost' ? lost : words.connecting)
    const counts = pulse.read(now)
    strip?.setAttribute('d', sparkPath(counts))
    const heard = counts.filter((count) => count !== null)
    const first = Math.max(
      0,
      counts.findIndex((count) => count !== null),
    )
    heardLine?.setAttribute('x1', `${(first / PULSE_SECONDS) * 100}%`)
    heardLine?.setAttribute('x2', `${((first + heard.length) / PULSE_SECONDS) * 100}%`)
    const total = heard.reduce((all, count) => all + count, 0)
    const span = ageWords(reader, heard.length * SECOND_MS * speed())
    setText(sum, heard.length === 0 ? '' : words.pulse(total, formatNumber(reader.lang, total), span))
  }

  show()
  setInterval(show, SECOND_MS)
  return {
    hear(live) {
      heardAt = Date.now()
      pulse.hear(live.tail, heardAt)
      show()
    },
    become(next) {
      status = next
      show()
    },
    pause(at) {
      pausedAt = at
      if (at === null) show()
      else setText(state, words.paused(formatSeconds(reader, at)))
    },
  }
}
