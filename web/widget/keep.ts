import type { EmbedFacts } from '../../shared/embed.ts'
import type { Problem } from '../../shared/problem.ts'
import { factsAddress, rowsKept } from './address.ts'
import { ask } from './ask.ts'
import { line, link, make } from './dom.ts'
import { draw, type Drawing } from './draw.ts'
import type { Heard, Listen } from './live.ts'
import { moveOn } from './minutes.ts'
import { reportForm } from './report.ts'
import { isDark } from './theme.ts'

/** Nothing heard for so long: ask. */
const POLL_MS = 30_000
/** The words around the figures are asked for again after so long, whatever the socket says. */
const RENEW_MS = 300_000
/** Readers of an article must not all ask in the same moment. */
const NEWS_SPREAD_MS = 3_000
const BUCKET_SPREAD_MS = 15_000

export type Kept = { look(isSeen: boolean): void; tick(): void; dress(): void; restart(): void }

/** Loads what an element asks for, shows it in `box`, and keeps it of the present while it is seen. */
export function keep(host: HTMLElement, box: HTMLElement, base: string, listen: Listen): Kept {
  let isSeen = false
  let facts: EmbedFacts | undefined
  let drawing: Drawing
  let form: HTMLElement | null = null
  let unlisten: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0
  let failures = 0
  let misses = 0
  let speed = 1
  // Instants of the reader's clock; not performance.now(): a laptop that slept was not fresh meanwhile.
  let dueAt = 0
  let heardAt = 0
  let loadedAt = 0
  let oldAt = Infinity
  let serverAt = 0

  const now = () => serverAt + (Date.now() - heardAt) * speed
  const pollAt = () => Date.now() + POLL_MS * (1 + Math.random() / 4)

  function wait(said?: string): void {
    // The link of the host's own HTML stands there until there is something better; where the host has none, ours does.
    box.replaceChildren(line('', said), make('slot', {}, link(base, new URL(base).host)))
  }

  function dress(): void {
    box.className = `box${isDark(host) ? ' dark' : ''}${host.hasAttribute('operator') ? ' many' : ''}`
    box.style.setProperty('--rows', String(rowsKept(host)))
    box.style.setProperty('--more', host.hasAttribute('report') ? '56px' : '0px')
  }

  function arm(): void {
    clearTimeout(timer)
    const next = Math.min(dueAt, oldAt > Date.now() ? oldAt : Infinity)
    if (isSeen && next < Infinity) timer = setTimeout(tick, next - Date.now())
  }

  function tick(): void {
    if (!isSeen || document.hidden) return
    dress()
    if (facts) drawing.old.hidden = Date.now() < oldAt
    if (Date.now() >= dueAt) void load()
    arm()
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
    else if (status >= 400 && status < 500 && status !== 429) {
      if (!facts) wait((told as Problem).detail)
    } else dueAt = loadedAt + Math.min(RENEW_MS, POLL_MS * 2 ** failures++) * (1 + Math.random() / 4)
    arm()
  }

  function show(next: EmbedFacts): void {
    failures = 0
    misses++
    facts = next
    hear(Date.parse(next.generated_at))
    if (isLive()) dueAt = pollAt()
    const active = host.shadowRoot!.activeElement as HTMLElement | null
    const place = links().indexOf(active!)
    form = next.report && (form ?? reportForm(next.report, base, now))
    drawing = draw(next, base, form)
    box.lang = next.lang
    box.replaceChildren(...drawing.nodes)
    if (active) (links()[place] ?? active).focus()
    rest()
    follow()
  }

  const links = (): HTMLElement[] => [...box.querySelectorAll('a')]
  const isLive = () => facts && facts.stale_after && !facts.ended && !facts.as_of

  function hear(at: number): void {
    const { stale_after: stale, generated_at: made } = facts!
    heardAt = Date.now()
    serverAt = at
    oldAt = stale ? heardAt + (Date.parse(stale) - Date.parse(made)) / speed : Infinity
  }

  function rest(): void {
    for (const end of unlisten) end()
    unlisten = []
  }

  function follow(): void {
    if (isLive() && isSeen && !unlisten.length)
      unlisten = facts!.lines.map((of) => listen(`embed:${facts!.lang}:${of.slug}`, (heard) => told(facts!, of, heard)))
  }

  function told(of: EmbedFacts, about: EmbedFacts['lines'][number], { data, at, speed: pace }: Heard): void {
    speed = pace
    hear(at)
    drawing.old.hidden = true
    drawing.numbers(about.slug, data.numbers)
    drawing.time.textContent = of.time.replace(clock(of, Date.parse(of.generated_at)), clock(of, at))
    const isOver = !!of.curve && at >= of.curve.to
    if (of.curve && !isOver) drawing.curve((of.curve = moveOn(of.curve, data.open, at)))
    if (isOver || data.news !== about.news) {
      const soon = Date.now() + (isOver ? BUCKET_SPREAD_MS : NEWS_SPREAD_MS) * Math.random()
      // Facts that stay behind what the socket says are asked for ever more rarely.
      dueAt = Math.min(dueAt, Math.max(soon, loadedAt + 1_000 * 2 ** misses))
    } else {
      misses = 0
      dueAt = Math.min(pollAt(), loadedAt + RENEW_MS)
    }
    arm()
  }

  wait()
  return {
    look(seen) {
      isSeen = seen
      if (seen) {
        follow()
        tick()
      } else {
        clearTimeout(timer)
        rest()
      }
    },
    tick,
    dress,
    restart() {
      rest()
      turn++
      facts = undefined
      form = null
      dueAt = 0
      // Whoever sets several attributes is done with them by then.
      arm()
    },
  }
}

const clock = ({ lang, zone }: EmbedFacts, at: number) =>
  new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
