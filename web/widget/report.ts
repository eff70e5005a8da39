import type { EmbedReport } from '../../shared/embed.ts'
import type { NewReport, ReportReceipt } from '../../shared/report.ts'
import { ask } from './ask.ts'
import { line, make } from './dom.ts'
import { uuidv7 } from './uuid.ts'

type Choice = Pick<NewReport, 'answer' | 'problem'>
const OUTCOMES: string[] = ['counted', 'repeat', 'changed'] satisfies ReportReceipt['outcome'][]

/** The button and, once pressed, what to choose from. `now`: server time, which is what an id is made of. */
export function reportForm(words: EmbedReport, base: string, now: () => number): HTMLElement {
  const form = make('div.report')
  /** A second try of the same answer is the same report. */
  const ids: Record<string, string> = {}

  const show = (isOpen: boolean, focused: HTMLElement, ...parts: (Node | string)[]) => {
    form.classList.toggle('open', isOpen)
    form.replaceChildren(...parts)
    focused.focus()
  }
  const button = (name: string, text: string, press: () => void) => {
    const made = make(`button${name}`, { type: 'button' }, text)
    made.addEventListener('click', press)
    return made
  }
  /** Read out where it appears, and takes the focus that its button had. */
  const say = (text: string) => make('output.said', { tabindex: -1 }, text)
  const close = () => {
    const first = button('.press', words.button, () => choose(words.question))
    show(false, first, first)
  }
  const choose = (text: string) => {
    const question = say(text)
    const choices = make(
      'div.choices',
      {},
      ...words.problems.map(([problem, name]) => button('', name, () => void send({ answer: 'problem', problem }))),
      button('', words.works, () => void send({ answer: 'works' })),
    )
    show(true, question, question, choices, line('soft', words.privacy), button('', words.cancel, close))
  }
  const send = async (choice: Choice) => {
    for (const each of form.querySelectorAll('button')) each.disabled = true
    const id = (ids[choice.problem ?? ''] ??= uuidv7(now()))
    const outcome = await post(base, {
      id,
      provider: words.provider,
      ...choice,
      via: 'widget',
      host: location.hostname || undefined,
    })
    if (outcome === 'failed') return choose(words.failed)
    const said = say(words[outcome])
    show(false, said, said)
  }
  close()
  return form
}

/** Only what our server itself has said counts as taken. */
async function post(base: string, report: NewReport): Promise<ReportReceipt['outcome'] | 'refused' | 'failed'> {
  const { status, told } = await ask(`${base}/api/v1/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(report),
  })
  const outcome = (told as ReportReceipt | null)?.outcome
  if (status === 200 && outcome && OUTCOMES.includes(outcome)) return outcome
  return status > 399 && status < 500 ? 'refused' : 'failed'
}
