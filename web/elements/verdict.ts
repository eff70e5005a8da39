import type { Verdict } from '../../shared/series.ts'
import type { Reader } from '../format.ts'
import { verdictSentence } from '../sentence.ts'
import { setText } from './times.ts'

/** Rewrites the verdict's words; a number that changed shows it for a moment. */
export function showVerdict(root: ParentNode, verdict: Verdict, reader: Reader, now: number): void {
  const element = root.querySelector('brusio-verdict')
  if (element === null) return
  const sentence = verdictSentence(reader, verdict, now)
  element.className = `verdict ${sentence.tone}`
  setText(element.querySelector('[data-part=headline]'), sentence.headline)
  for (const part of ['began', 'cause', 'hint'] as const)
    setText(element.querySelector(`[data-part=${part}]`), sentence[part] ?? '')
  const numbers = element.querySelector('[data-part=numbers]')
  if (setText(numbers, sentence.numbers)) tick(numbers)
}

/** Restarts the mark of a fresh number. */
export function tick(element: Element | null): void {
  if (element === null) return
  element.classList.remove('ticked')
  void element.getBoundingClientRect()
  element.classList.add('ticked')
}
