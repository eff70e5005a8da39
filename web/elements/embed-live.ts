import { createLive, type Heard } from '../widget/live.ts'
import { createFreshPage } from './fresh-page.ts'
import { swapParts } from './swap-parts.ts'

/** The curve is drawn on the server, and comes with a fresh copy; the figures come by the second while there is a socket. */
const COPY_MS = 60_000
/** Without a socket. */
const POLL_MS = 15_000
/** The server speaks every 5 s at least. */
const SILENCE_MS = 15_000
/** A copy may be some seconds old: one that does not know yet of what was heard is not asked for again at once. */
const PATIENCE_MS = 10_000
/** Neither copy nor figure for so long, and it says that it is old: "as usual" must not outlive what it was read from. */
const OLD_MS = 180_000
const TURN_MS = 5_000
/** What loaders add to our address, and nobody else needs to be told. */
const NOT_OURS = ['childId', 'initialWidth', 'parentUrl', 'parentTitle']

/** Keeps a frame of the present at the present, while somebody can see it. */
export function followEmbed(main: HTMLElement): void {
  const listen = createLive(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`)
  // Not performance.now(): a laptop that slept was not fresh meanwhile.
  let freshAt = Date.now()
  let copiedAt = freshAt
  let heardAt = 0
  let isSeen = false
  let stops: (() => void)[] = []
  const asked = new Map<string, string>()

  const refresh = createFreshPage(
    (fresh) => {
      if (fresh.querySelector('main .headline') === null) throw new Error('not our page')
      freshAt = copiedAt = Date.now()
      main.classList.remove('old')
      main.querySelector('.old-note')?.remove()
      swapParts(fresh, ['[data-part=facts]', '[data-part=foot]'])
    },
    undefined,
    copyAddress,
  )

  /** Figures alone are put in; anything else is in a fresh copy. */
  function hear(slug: string, { data: { news, numbers }, at, speed }: Heard): void {
    heardAt = Date.now()
    // What the form takes its time from.
    Object.assign(main.dataset, { at, speed, read: heardAt })
    const line = main.querySelector<HTMLElement>(`[data-slug="${slug}"]`)
    const figures = line?.querySelector('.numbers')
    if (!line || !figures) return
    if (line.dataset['news'] === news) {
      if (!isOld(main)) freshAt = heardAt
      if (figures.textContent !== numbers) figures.textContent = numbers
    } else if (asked.get(slug) !== news || heardAt - copiedAt > PATIENCE_MS) {
      asked.set(slug, news)
      refresh()
    }
  }

  function turn(): void {
    const now = Date.now()
    if (!isSeen || document.hidden) {
      for (const stop of stops) stop()
      stops = []
      return
    }
    const isLive = now - heardAt < SILENCE_MS && !isOld(main)
    if (now - copiedAt >= (isLive ? COPY_MS : POLL_MS)) refresh()
    if (now - freshAt >= OLD_MS) sayOld(main)
    if (stops.length > 0) return
    stops = [...main.querySelectorAll<HTMLElement>('[data-slug]')].map(({ dataset: { slug = '' } }) =>
      listen(`embed:${document.documentElement.lang}:${slug}`, (heard) => hear(slug, heard)),
    )
  }

  new IntersectionObserver((entries) => {
    isSeen = entries.at(-1)!.isIntersecting
    turn()
  }).observe(main)
  document.addEventListener('visibilitychange', turn)
  setInterval(turn, TURN_MS)
}

function copyAddress(): URL {
  const address = new URL(location.href)
  for (const name of NOT_OURS) address.searchParams.delete(name)
  return address
}

const isOld = (main: HTMLElement) => main.classList.contains('old')

function sayOld(main: HTMLElement): void {
  if (isOld(main)) return
  main.classList.add('old')
  const note = document.createElement('p')
  note.className = 'old-note'
  note.setAttribute('role', 'status')
  // The page brings the words in its own language, so that the script need not bring them in all.
  note.textContent = main.dataset['old'] ?? ''
  main.prepend(note)
}
