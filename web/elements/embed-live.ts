import { createFreshPage } from './fresh-page.ts'
import { createLiveClient } from './live-client.ts'
import { swapParts } from './swap-parts.ts'

/** The curve is drawn on the server, and comes with a fresh copy; the figures come by the second while there is a socket. */
const COPY_MS = 60_000
/** Without a socket. */
const POLL_MS = 15_000
/** A copy may be some seconds old: one that does not know yet of what was heard is not asked for again at once. */
const PATIENCE_MS = 10_000
/** Neither copy nor figure for so long, and it says that it is old: "as usual" must not outlive what it was read from. */
const OLD_MS = 180_000
const TURN_MS = 5_000
/** What loaders add to our address, and nobody else needs to be told. */
const NOT_OURS = ['childId', 'initialWidth', 'parentUrl', 'parentTitle']

/** Keeps a frame of the present at the present, while somebody can see it. */
export function followEmbed(main: HTMLElement): void {
  const lang = document.documentElement.lang
  // Not performance.now(): a laptop that slept was not fresh meanwhile.
  let freshAt = Date.now()
  let copiedAt = freshAt
  let isSeen = false
  let isLive = false
  let stop: (() => void) | undefined
  const wanted = new Map<string, string>()

  const refresh = createFreshPage(
    (fresh) => {
      if (fresh.querySelector('main .headline') === null) throw new Error('not our page')
      copiedAt = Date.now()
      hearFrom()
      swapParts(fresh, ['[data-part=facts]', '[data-part=foot]'])
    },
    undefined,
    () => {
      const address = new URL(location.href)
      for (const name of NOT_OURS) address.searchParams.delete(name)
      return address
    },
  )
  const client = createLiveClient({
    // What the form takes its time from.
    clock: {
      now: Date.now,
      learn: ({ at, speed }) => Object.assign(main.dataset, { at, speed, read: Date.now() }),
    },
    onStatus: (status) => (isLive = status === 'live'),
  })

  function hearFrom(): void {
    freshAt = Date.now()
    main.classList.remove('old')
    main.querySelector('.old-note')?.remove()
  }

  function listen(): () => void {
    const lines = [...main.querySelectorAll<HTMLElement>('[data-slug]')]
    const stops = lines.map(({ dataset: { slug = '' } }) =>
      client.listen(`embed:${lang}:${slug}`, ({ news, numbers }) => {
        const line = main.querySelector<HTMLElement>(`[data-slug="${slug}"]`)
        const figures = line?.querySelector('.numbers')
        if (!line || !figures) return
        if (line.dataset['news'] === news) {
          if (!main.classList.contains('old')) freshAt = Date.now()
          if (figures.textContent !== numbers) figures.textContent = numbers
        } else if (wanted.get(slug) !== news || Date.now() - copiedAt > PATIENCE_MS) {
          wanted.set(slug, news)
          refresh()
        }
      }),
    )
    return () => stops.forEach((each) => each())
  }

  function turn(): void {
    const sees = isSeen && document.visibilityState === 'visible'
    if (!sees) {
      stop?.()
      stop = undefined
      isLive = false
      return
    }
    const age = Date.now() - copiedAt
    if (age >= (isLive && !main.classList.contains('old') ? COPY_MS : POLL_MS)) refresh()
    if (Date.now() - freshAt >= OLD_MS) sayOld(main)
    stop ??= listen()
  }

  new IntersectionObserver((entries) => {
    isSeen = entries.at(-1)!.isIntersecting
    turn()
  }).observe(main)
  document.addEventListener('visibilitychange', turn)
  setInterval(turn, TURN_MS)
}

function sayOld(main: HTMLElement): void {
  if (main.classList.contains('old')) return
  main.classList.add('old')
  const note = document.createElement('p')
  note.className = 'old-note'
  note.setAttribute('role', 'status')
  // The page brings the words in its own language, so that the script need not bring them in all.
  note.textContent = main.dataset['old'] ?? ''
  main.prepend(note)
}
