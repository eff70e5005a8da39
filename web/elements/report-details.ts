import type { Answer } from '../../shared/report.ts'
import { guessDevice } from './own-device.ts'

const ITALY = 'IT'

/** Opens the form of details for an answer that was just taken, with the device that this browser seems to run on. */
export function offerDetails(report: HTMLElement, answer: Answer, country: string | null): void {
  const form = report.querySelector<HTMLFormElement>('form.details')
  if (form === null) return
  form.reset()
  const set = (name: string, value: string) => {
    const field = form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`)
    if (field !== null) field.value = value
  }
  const show = (selector: string, isShown: boolean) => {
    for (const element of form.querySelectorAll<HTMLElement>(selector)) element.hidden = !isShown
  }
  set('answer', answer)
  set('device', guessDevice(navigator))
  show('[data-for=problem]', answer === 'problem')
  show('[data-for=works]', answer === 'works')
  show('[data-choice=began]', answer === 'problem')
  // Regions are Italy's; nobody is asked who is known to be elsewhere.
  show('[data-choice=region]', country === null || country === ITALY)
  form.hidden = false
}
