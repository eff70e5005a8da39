import { createFreshPage, swapParts } from './fresh-page.ts'

/** An embed stands on pages that stay open for hours; a reader who sees it should see the present. */
const EVERY_MS = 60_000

const refresh = createFreshPage((fresh) => swapParts(fresh, ['main']))
setInterval(() => {
  if (document.visibilityState === 'visible') refresh()
}, EVERY_MS)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh()
})
