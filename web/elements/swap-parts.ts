/**
 * Puts the fresh copies of these parts in place of the old ones. What is open in them stays open, and who has the focus keeps it. A part in
 * which something is selected, as by who is about to copy it, waits: `later` is called when the selection changes.
 */
export function swapParts(fresh: Document, selectors: string[], later?: () => void): void {
  const focused = document.activeElement
  const nth = focused === null ? -1 : namesakes(focused, selectors).findIndex((one) => one === focused)
  for (const selector of selectors) {
    const [old, next] = [document.querySelector(selector), fresh.querySelector(selector)]
    // Text alone says whether it changed: what is not touched keeps all else that the reader did to it.
    if (old === null || next === null || old.innerHTML === next.innerHTML) continue
    if (later !== undefined && isSelectedIn(old)) {
      document.addEventListener('selectionchange', later, { once: true })
      continue
    }
    const open = new Map([...old.querySelectorAll('details')].map((details) => [nameOf(details), details.open]))
    old.innerHTML = next.innerHTML
    for (const details of old.querySelectorAll('details')) details.open = open.get(nameOf(details)) ?? details.open
  }
  if (focused === null || nth < 0 || focused.isConnected) return
  const same = namesakes(focused, selectors)
  ;(same[nth] ?? same.at(-1))?.focus({ preventScroll: true })
}

function isSelectedIn(part: Element): boolean {
  const selection = getSelection()
  return selection !== null && !selection.isCollapsed && selection.containsNode(part, true)
}

/** What an element is called in any copy of the page: figures in it may be new. */
function nameOf(element: Element): string {
  const words = element.querySelector('summary') ?? element
  const name = element.getAttribute('href') ?? element.getAttribute('name') ?? words.textContent
  return `${element.className} ${name.replace(/\d+/g, '')}`
}

/** Those in the parts that are called the same, in their order. */
function namesakes(of: Element, selectors: string[]): HTMLElement[] {
  const name = nameOf(of)
  return selectors.flatMap((selector) =>
    [...document.querySelectorAll<HTMLElement>(`${selector} ${CSS.escape(of.localName)}`)].filter(
      (element) => nameOf(element) === name,
    ),
  )
}
