import type { NewReport } from '../../shared/report.ts'
import type { EmbedPressWords } from '../locales/embed.ts'
import { uuidv7 } from '../widget/uuid.ts'
import { sendReport, waitForLine } from './send-report.ts'

/** Nothing is kept in a frame: what the line does not take so often is given back to who pressed. */
const MOST_TRIES = 3

const loadedAt = Date.now()

/** Domain time. By the reader's clock, which unlike the page's goes on while a laptop sleeps; `read`: when it showed the time that the server told. */
const serverNow = ({ at, speed, read }: DOMStringMap) =>
  Math.floor(Number(at) + (Date.now() - Number(read ?? loadedAt)) * Number(speed))

/** The page that the frame stands in, where it lets us know. */
const hostOf = (referrer: string) => (URL.canParse(referrer) ? new URL(referrer).hostname : undefined)

/** Sends what the plain form would send, and stays. By the click: a sandbox that allows no forms lets none of them be submitted. */
function takePresses(form: HTMLElement, now: () => number): void {
  const words: EmbedPressWords = JSON.parse(form.dataset['words'] ?? '{}')
  const provider = form.dataset['provider'] ?? ''
  const said = form.querySelector<HTMLElement>('.became')
  let isSending = false

  async function press(button: HTMLButtonElement): Promise<void> {
    isSending = true
    form.setAttribute('aria-busy', 'true')
    const became = await send(reportOf(button, provider, now()), now)
    isSending = false
    form.removeAttribute('aria-busy')
    if (said === null) return
    said.textContent = words[became]
    if (became === 'failed' || became === 'refused') return
    form.querySelector('.answers')?.remove()
    said.focus({ preventScroll: true })
  }

  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (button === null) return
    event.preventDefault()
    if (!isSending) void press(button)
  })
}

function reportOf({ name, value }: HTMLButtonElement, provider: string, at: number): NewReport {
  const host = hostOf(document.referrer)
  const answer: Pick<NewReport, 'answer' | 'problem'> =
    name === 'problem'
      ? { answer: 'problem', problem: value as NonNullable<NewReport['problem']> }
      : { answer: 'works' }
  return { id: uuidv7(at), provider, ...answer, via: 'widget', ...(host && { host }) }
}

async function send(report: NewReport, now: () => number): Promise<keyof EmbedPressWords> {
  const line = new AbortController()
  let tries = 0
  const { receipt } = await sendReport(report, {
    fetch: (...args) => fetch(...args),
    wait: waitForLine(line.signal),
    now,
    random: Math.random,
    notYet: () => ++tries >= MOST_TRIES && line.abort(),
    signal: line.signal,
  })
  if (receipt === 'counted' || receipt === 'repeat' || receipt === 'changed') return receipt
  return receipt === 'refused' || receipt === 'rate-limited' ? 'refused' : 'failed'
}

const embed = document.querySelector<HTMLElement>('#embed')
const report = embed?.querySelector<HTMLElement>('.report')
if (embed && report) takePresses(report, () => serverNow(embed.dataset))
