/** Restarts the mark of a fresh number. */
export function tick(element: Element | null): void {
  if (element === null) return
  element.classList.remove('ticked')
  void element.getBoundingClientRect()
  element.classList.add('ticked')
}
