import { formatZone } from '../format.ts'
import { pageJson, readerOf, type PageData } from './page-data.ts'

// This page is from before: it asks, ever less often and never with everybody else, whether the present one can be had.
const FIRST_MS = 10_000
const LONGEST_MS = 60_000
/** A line that takes longer is no line. */
const ANSWER_MS = 15_000

let waitMs = FIRST_MS

function lookLater(): void {
  setTimeout(() => void look(), waitMs * (0.5 + Math.random()))
  waitMs = Math.min(LONGEST_MS, waitMs * 1.5)
}

async function look(): Promise<void> {
  const asked = { method: 'HEAD', headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(ANSWER_MS) }
  const isThere = await fetch(location.href, asked).then(
    (answer) => answer.ok,
    () => false,
  )
  // Nobody's half-made report is thrown away for fresher numbers.
  const isBusy = document.activeElement?.closest('form') !== null && document.activeElement !== null
  if (isThere && !isBusy) location.reload()
  else lookLater()
}

// The page's own script puts the time into the reader's zone: the zone's name must follow.
const reader = readerOf(JSON.parse(pageJson()) as PageData)
const strip = document.querySelector('.stale-strip')
const at = Date.parse(strip?.querySelector('time')?.dateTime ?? '')
const zone = strip?.querySelector('[data-zone]')
if (zone && !Number.isNaN(at)) zone.textContent = formatZone(reader, at)

lookLater()
