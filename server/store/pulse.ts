/** A connection to nothing but ask on. */
export type Line = { ask: () => Promise<unknown>; cut: () => void }

const BEAT_MS = 1_000
/** Beats without an answer before the database counts as silent; counted, not measured: a pause of our own is one beat. */
export const PATIENCE_BEATS = 6

/**
 * Asks the database once a beat whether it is there. A server that stands still, or that a network no longer reaches, refuses nothing:
 * a statement on its way would wait for ever. `silent` is called on every beat from the time the patience is over until the next
 * answer, `first` the first time. The line is opened anew then too.
 */
export function startPulse(options: {
  open: () => Line
  silent: (first: boolean) => void
  beatMs?: number | undefined
  onBeat?: ((ms: number | undefined) => void) | undefined
}): { close(): void } {
  const { open, silent, beatMs = BEAT_MS, onBeat } = options
  let line = open()
  let beats = 0
  let asking = false
  const answered = (asked: Line, is: boolean, ms: number) => {
    if (asked !== line) return
    onBeat?.(is ? ms : undefined)
    asking = false
    if (is) beats = 0
  }
  const timer = setInterval(() => {
    beats++
    if (beats >= PATIENCE_BEATS) silent(beats === PATIENCE_BEATS)
    if (beats % PATIENCE_BEATS === 0) {
      // What is on its way will not come back to tell.
      if (asking) onBeat?.(undefined)
      line.cut()
      line = open()
      asking = false
    }
    if (asking) return
    asking = true
    const asked = line
    const began = performance.now()
    asked.ask().then(
      () => answered(asked, true, performance.now() - began),
      () => answered(asked, false, 0),
    )
  }, beatMs)
  timer.unref()
  return {
    close() {
      clearInterval(timer)
      line.cut()
    },
  }
}
