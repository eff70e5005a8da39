/** Rest between two keys before the server is asked, so that a word typed at once is one question. */
const REST_MS = 120
/** A list that takes longer is of words that are no longer there. */
const ANSWER_MS = 5_000

/** The search that a page begins with: results while one types, and the key that leads there. Without it the form is a plain form. */
export function startSearchBox(): void {
  const form = document.querySelector<HTMLFormElement>('form.search.large')
  const input = form?.querySelector('input')
  if (!form || !input) return
  if (form.dataset.found !== undefined) suggest(form, input, form.dataset.found)
  const key = form.querySelector<HTMLButtonElement>('.slash')
  if (key !== null) listenForSlash(key, input)
}

function suggest(form: HTMLFormElement, input: HTMLInputElement, address: string): void {
  const list = document.createElement('div')
  list.className = 'suggestions'
  list.hidden = true
  form.append(list)
  let rest: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined

  const show = (html: string) => {
    list.innerHTML = html
    list.hidden = list.querySelector('a') === null
  }
  const ask = async () => {
    const words = input.value.trim()
    asked?.abort()
    if (words.length < 2) return show('')
    asked = new AbortController()
    const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(ANSWER_MS)])
    const answer = await fetch(`${address}?${new URLSearchParams({ q: words })}`, { signal })
    const found = answer.ok ? await answer.text() : ''
    // Who has gone on meanwhile, also into the list, is not disturbed.
    if (document.activeElement === input) show(found)
  }
  input.addEventListener('input', () => {
    clearTimeout(rest)
    // What does not come is not missed: Enter asks in the plain way.
    rest = setTimeout(() => void ask().catch(() => {}), REST_MS)
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      // The first closes the list; the second is the browser's and empties the field.
      event.preventDefault()
      list.hidden = true
      input.focus()
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = [input, ...list.querySelectorAll('a')]
    const at = stops.indexOf(document.activeElement as HTMLInputElement)
    const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (list.hidden || at < 0 || next === undefined) return
    event.preventDefault()
    next.focus()
  })
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && form.contains(relatedTarget))) list.hidden = true
  })
}

/** A key alone is taken from those who speak to their machine or have keys of their own: the cap switches it off (WCAG 2.1.4). */
function listenForSlash(cap: HTMLButtonElement, input: HTMLInputElement): void {
  let isOn = true
  cap.disabled = false
  cap.addEventListener('click', () => {
    isOn = !isOn
    cap.setAttribute('aria-pressed', String(isOn))
  })
  document.addEventListener('keydown', (event) => {
    // Where the cap is not shown nobody could switch it off.
    if (event.key !== '/' || !isOn || cap.offsetParent === null || event.ctrlKey || event.metaKey || event.altKey)
      return
    if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]'))
      return
    event.preventDefault()
    input.focus()
    input.select()
  })
}
