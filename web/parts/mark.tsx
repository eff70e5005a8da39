import type { Tone } from '../sentence.ts'

/** In a box of 40 × 24. */
export const WAVE_PATH = 'M1 12h7l2-3 2.5 7L16 3l4 19L23.5 6l3 9 2-4 1.5 1H39'

/** The trembling line of the name. */
export function Wave() {
  return (
    <svg class="wave" viewBox="0 0 40 24" aria-hidden="true">
      <path d={WAVE_PATH} />
    </svg>
  )
}

/** Each state has a shape of its own, so that grey print and colour-blind eyes lose nothing. The word stands beside it. */
export function StateMark({ state, verified = false }: { state: Tone; verified?: boolean }) {
  return (
    <svg class={`mark ${state}${verified ? ' verified' : ''}`} viewBox="0 0 20 20" aria-hidden="true">
      {stateShapes(state, verified)}
    </svg>
  )
}

/** In a box of 20 × 20. */
export function stateShapes(state: Tone, verified: boolean) {
  if (state === 'collateral') {
    return (
      <>
        <circle cx="7" cy="10" r="5.5" class="outline" />
        <circle cx="13" cy="10" r="5.5" class="outline" />
      </>
    )
  }
  if (state === 'unknown') {
    return (
      <>
        <rect x="3" y="3" width="14" height="14" class="outline" />
        <path d="M3 10 10 3M3 17 17 3M10 17l7-7" class="hatch" />
      </>
    )
  }
  if (state === 'confirmed') {
    return verified ? (
      <circle cx="10" cy="10" r="8" class="solid" />
    ) : (
      <>
        <circle cx="10" cy="10" r="7.5" class="outline" />
        <circle cx="10" cy="10" r="4" class="solid" />
      </>
    )
  }
  return (
    <>
      <circle cx="10" cy="10" r="7.5" class="outline" />
      {state === 'suspected' ? <path d="M10 2.5a7.5 7.5 0 0 0 0 15z" class="solid" /> : null}
      {state === 'recovering' ? <path d="M10 10V2.5a7.5 7.5 0 0 1 7.5 7.5z" class="solid" /> : null}
    </>
  )
}
