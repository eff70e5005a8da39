import type { EmbedFacts } from '../../shared/embed.ts'
import type { Problem } from '../../shared/problem.ts'
import { factsAddress, spaceKept } from './address.ts'
import { ask } from './ask.ts'
import { line, link, make } from './dom.ts'
import { draw, type Drawing } from './draw.ts'
import type { Heard, Listen } from './live.ts'
import { moveOn } from './minutes.ts'
import { plot } from './plot.ts'
import { reportForm } from './report.ts'
import { isDark } from './theme.ts'

/** Nothing heard for so long, or asked in vain: ask. */
const POLL_MS = 30_000
/** The words around the figures are asked for again after so long, whatever the socket says. */
const RENEW_MS = 300_000
/** Readers of an article must not all ask in the same moment. */
const NEWS_SPREAD_MS = 3_000
const BUCKET_SPREAD_MS = 15_000

export type Kept = { look: (isSeen: boolean) => void; tick: () => void; dress: () => void; restart: () => void }

/** Loads what an element asks for, shows it in `box`, and keeps it of the present while it is seen. */
export function keep(host: HTMLElement, box: HTMLElement, base: string, listen: Listen): Kept {
  let isSeen = false
  let facts: EmbedFacts | null = null
  let drawing: Drawing
  let form: HTMLElement | null = null
  let ends: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0
  let misses = 0
  let speed = 1
  // Instants of the reader's clock; not performance.now(): a laptop that slept was not fresh meanwhile.
  let dueAt = 0
  let heardAt = 0
  let loadedAt = 0
  let oldAt = Infinity
  let serverAt = 0

  const now = () => serverAt + (Date.now() - heardAt) * speed
  /** Spread, as everything is that many readers do. */
  const after = (ms: number) => Date.now() + ms * (1 + Math.random() / 4)
  const links = (): HTMLElement[] => [...box.querySelectorAll('a')]

  function wait(said?: string): void {
    // The link of the host's own HTML stands there until there is something better; where the host has none, ours does.
    box.replaceChildren(line('', said), make('slot', {}, link(base, base)))
  }

  function dress(): void {
    box.className = `box${isDark(host) ? ' dark' : ''}`
    const [rows, px] = spaceKept(host)
    box.style.setProperty('--rows', `${rows}`)
    box.style.setProperty('--more', `${px}px`)
  }

  function tick(): void {
    if (!isSeen || document.hidden) return
    dress()
    if (facts) drawing.old.hidden = Date.now() < oldAt
    if (Date.now() >= dueAt) void load()
    arm()
  }

  function arm(): void {
    clearTimeout(timer)
    const next = Math.min(dueAt, oldAt > Date.now() ? oldAt : Infinity)
    if (isSeen && next < Infinity) timer = setTimeout(tick, next - Date.now())
  }

  async function load(): Promise<void> {
    const mine = ++turn
    dueAt = Infinity
    const address = factsAddress(host, base)
    if (!address) return wait()
    const { status, told } = await ask(address, { cache: facts ? 'no-cache' : 'default' })
    if (mine !== turn) return
    loadedAt = Date.now()
    if (status === 200) show(told as EmbedFacts)
    else if (status > 399 && status < 429) {
      if (!facts) wait((told as Problem).detail)
    } else dueAt = after(POLL_MS)
    arm()
  }

  function show(next: EmbedFacts): void {
    rest()
    facts = next
    misses++
    hear(Date.parse(next.generated_at))
    if (isLive()) dueAt = after(POLL_MS)
    const active = host.shadowRoot!.activeElement as HTMLElement | null
    const place = links().indexOf(active!)
    form = next.report && (form ?? reportForm(next.report, base, now))
    drawing = draw(next, base, form)
    drawing.old.hidden = Date.now() < oldAt
    box.lang = next.lang
    box.ariaLabel = next.title
    box.replaceChildren(...drawing.nodes)
    if (active) (links()[place] ?? active).focus()
    follow()
  }

  const isLive = () => facts?.stale_after && !facts.ended && !facts.as_of

  function hear(at: number): void {
    const { stale_after: stale, generated_at: made } = facts!
    heardAt = Date.now()
    serverAt = at
    oldAt = stale ? heardAt + (Date.parse(stale) - Date.parse(made)) / speed : Infinity
  }

  function rest(): void {
    for (const end of ends) end()
    ends = []
  }

  function follow(): void {
    if (isSeen && isLive() && !ends[0])
      ends = facts!.lines.map(({ slug }, i) => listen(`embed:${facts!.lang}:${slug}`, (heard) => hearOf(i, heard)))
  }

  function hearOf(i: number, { data, at, speed: pace }: Heard): void {
    const { curve, lang, lines, time, generated_at: made } = facts!
    speed = pace
    hear(at)
    drawing.old.hidden = true
    drawing.numbers[i]!.textContent = data.numbers
    drawing.time.textContent = time.replace(clock(facts!, Date.parse(made)), clock(facts!, at))
    const isOver = curve && at >= curve.to
    if (curve && !isOver) {
      const shape = plot((facts!.curve = moveOn(curve, data.open, at)), lang)
      drawing.plot!.replaceWith(shape)
      drawing.plot = shape
    }
    if (isOver || data.news !== lines[i]!.news) {
      const soon = Date.now() + (isOver ? BUCKET_SPREAD_MS : NEWS_SPREAD_MS) * Math.random()
      // Facts that stay behind what the socket says are asked for ever more rarely.
      dueAt = Math.min(dueAt, Math.max(soon, loadedAt + 1_000 * 2 ** misses))
    } else {
      misses = 0
      dueAt = Math.min(after(POLL_MS), loadedAt + RENEW_MS)
    }
    arm()
  }

  wait()
  return {
    look(seen) {
      isSeen = seen
      rest()
      follow()
      tick()
    },
    tick,
    dress,
    restart() {
      rest()
      turn++
      facts = form = null
      dueAt = 0
      // Whoever sets several attributes is done with them by then.
      arm()
    },
  }
}

/** As the server writes it in every language: the day has 24 hours. */
const clock = ({ zone }: EmbedFacts, at: number) =>
  new Date(at).toLocaleTimeString('it', { hour: '2-digit', minute: '2-digit', timeZone: zone })
