import { startCopy } from './copy.ts'
import { fetchPage } from './fresh-page.ts'
import { pageJson, readerOf, type PageData } from './page-data.ts'
import { startSearchBox } from './search-box.ts'
import { sendQueued } from './queued.ts'
import { createServerClock } from './server-clock.ts'
import { swapParts } from './swap-parts.ts'
import { localiseTimes, tickDateline } from './times.ts'

/** While somebody types. */
const PAUSE_MS = 400
const PARTS = ['.builder-said', '.builder-shown']

const data: PageData = JSON.parse(pageJson())
const clock = createServerClock(data)
sendQueued(data.lang)
const reader = readerOf(data)
localiseTimes(document, reader)
tickDateline(reader, () => clock.now())
startSearchBox()
startCopy(document)

const form = document.querySelector<HTMLFormElement>('#builder')!
const find = (selector: string) => form.querySelector<HTMLInputElement>(selector)!
const codeIn = (part: ParentNode) => part.querySelector<HTMLTextAreaElement>('#embed-code')!
let waiting: ReturnType<typeof setTimeout>
let asked = 0

find('.builder-send').hidden = true
bringElement()
form.addEventListener('submit', (event) => {
  event.preventDefault()
  void show()
})
form.addEventListener('input', (event) => {
  const target = event.target as HTMLInputElement
  // Who sets a time wants that time.
  if (target.name === 'as_of' && target.value !== '') find('[name=when][value=frozen]').checked = true
  clearTimeout(waiting)
  waiting = setTimeout(() => void show(), target.type === 'search' || target.name === 'as_of' ? PAUSE_MS : 0)
})
form.addEventListener('click', (event) => {
  const of = (event.target as Element).closest<HTMLElement>('a[data-of]')?.dataset['of']
  if (of === undefined) return
  event.preventDefault()
  find('[name=of]').value = of
  for (const tick of form.querySelectorAll<HTMLInputElement>('[name=with]:checked')) tick.checked = false
  void show()
})

/** The server writes the code: it is asked for the page that the form would lead to, and what that says is shown here. */
async function show(): Promise<void> {
  clearTimeout(waiting)
  const mine = ++asked
  const address = new URL(form.action)
  for (const [name, value] of new FormData(form)) address.searchParams.append(name, value as string)
  try {
    const fresh = await fetchPage(address)
    if (mine !== asked) return
    swapParts(fresh, PARTS)
    const code = codeIn(fresh).value
    codeIn(form).value = code
    find('.builder-code').hidden = code === ''
    find('.builder-code output').textContent = ''
    for (const { dataset, hidden } of fresh.querySelectorAll<HTMLElement>('[data-note]'))
      find(`[data-note=${dataset['note']}]`).hidden = hidden
    // What changes nothing is not asked for, and stands as the code has it.
    for (const { name, value, disabled } of fresh.querySelectorAll<HTMLSelectElement>('.builder select'))
      Object.assign(form.elements.namedItem(name)!, { value, disabled })
    bringElement()
  } catch {
    // Unanswered, the form does what it does without script.
    if (mine === asked) location.assign(address)
  }
}

/** The element of the preview is the real one: its script comes when it is first shown. */
function bringElement(): void {
  // Read from a text, this is no longer for those without script.
  for (const one of form.querySelectorAll('noscript')) one.remove()
  const { widget } = form.dataset
  if (widget === undefined || form.querySelector('brusio-widget') === null) return
  delete form.dataset['widget']
  const script = document.createElement('script')
  script.src = widget
  document.head.append(script)
}
