import type { Verdict } from '../../shared/series.ts'
import type { Reader } from '../format.ts'
import { verdictSentence } from '../sentence.ts'
import { disputedWords, voiceLines } from '../testimony.ts'
import { tick } from './tick.ts'
import { setText } from './times.ts'

/** Rewrites the verdict's words; a number that changed shows it for a moment. */
export function showVerdict(root: ParentNode, verdict: Verdict, reader: Reader, now: number): void {
  const element = root.querySelector('brusio-verdict')
  if (element === null) return
  const sentence = verdictSentence(reader, verdict, now)
  element.className = `verdict ${sentence.tone}`
  announce(`${sentence.tone} ${verdict.verified}`, sentence.headline)
  setText(element.querySelector('[data-part=headline]'), sentence.headline)
  for (const part of ['began', 'cause', 'hint'] as const)
    setText(element.querySelector(`[data-part=${part}]`), sentence[part] ?? '')
  showTestimony(element, verdict, reader)
  const numbers = element.querySelector('[data-part=numbers]')
  if (setText(numbers, sentence.numbers)) tick(numbers)
}

let said: string | undefined
let status: HTMLElement | undefined

/** Screen readers hear changes of state, and nothing of the numbers: they change every second. */
function announce(state: string, headline: string): void {
  if (status === undefined) {
    status = document.createElement('p')
    status.className = 'heard-only'
    status.setAttribute('role', 'status')
    document.querySelector('main')?.append(status)
  } else if (state !== said) status.textContent = headline
  said = state
}

function showTestimony(element: Element, { testimony }: Verdict, { lang }: Reader): void {
  const box = element.querySelector<HTMLElement>('[data-part=testimony]')
  if (box === null || testimony === null) return
  for (const { voice, says, words } of voiceLines(lang, testimony)) {
    const line = box.querySelector<HTMLElement>(`[data-voice=${voice}]`)
    if (line !== null) line.dataset.says = says
    setText(line?.querySelector('[data-part=says]'), words)
  }
  setText(box.querySelector('[data-part=disputed]'), disputedWords(lang, testimony, box.dataset.speaker ?? '') ?? '')
}
