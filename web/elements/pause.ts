import { setText } from './times.ts'

/** The button that stops what moves on a page (WCAG 2.2.2), where there is one. */
export function createPause(onChange: (paused: boolean) => void): { readonly paused: boolean } {
  const button = document.querySelector<HTMLButtonElement>('[data-part=pause]')
  let paused = false
  if (button !== null) button.disabled = false
  button?.addEventListener('click', () => {
    paused = !paused
    setText(button, (paused ? button.dataset['resume'] : button.dataset['pause']) ?? '')
    onChange(paused)
  })
  return {
    get paused() {
      return paused
    },
  }
}
