import { createFreshPage } from './fresh-page.ts'
import { swapParts } from './swap-parts.ts'

/** An embed stands on pages that stay open for hours; a reader who sees it should see the present. */
const EVERY_MS = 60_000
/** So many turns without a fresh copy, and it says that its numbers are old: "as usual" must not outlive what it was read from. */
const TURNS_TILL_OLD = 3

const main = document.querySelector('main')
// Not performance.now(): a laptop that slept was not fresh meanwhile.
let freshAt = Date.now()

const refresh = createFreshPage(
  (fresh) => {
    if (fresh.querySelector('main .headline') === null) throw new Error('not our page')
    freshAt = Date.now()
    main?.classList.remove('old')
    swapParts(fresh, ['main'])
  },
  () => {
    if (Date.now() - freshAt >= TURNS_TILL_OLD * EVERY_MS) sayOld()
  },
)

function sayOld(): void {
  if (main === null || main.classList.contains('old')) return
  main.classList.add('old')
  const note = document.createElement('p')
  note.className = 'old-note'
  note.setAttribute('role', 'status')
  // The page brings the words in its own language, so that the script need not bring them in all.
  note.textContent = main.dataset['old'] ?? ''
  main.querySelector('.headline')?.before(note)
}

setInterval(() => {
  if (document.visibilityState === 'visible') refresh()
}, EVERY_MS)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh()
})
