/** Of an id in our address; it goes back to where it came from. */
const MOST_ID_CHARS = 200

/**
 * Tells the page around the frame how high we are, in the forms that newsroom loaders listen for: AMP's, and Pym's where Pym has named us. To
 * whomever: it is a number. The height is that of what is shown, never the frame's, so that telling it ends.
 */
export function tellHeight(host: Window, from: HTMLElement, search: string): void {
  const id = new URLSearchParams(search).get('childId')?.slice(0, MOST_ID_CHARS)
  let told = 0
  const tell = () => {
    told = Math.ceil(from.getBoundingClientRect().height)
    host.postMessage({ sentinel: 'amp', type: 'embed-size', height: told }, '*')
    if (id !== undefined) host.postMessage(`pymxPYMx${id}xPYMxheightxPYMx${told}`, '*')
  }
  // At once: a frame that nobody sees yet is not drawn, and watches nothing.
  tell()
  new ResizeObserver(() => {
    if (Math.ceil(from.getBoundingClientRect().height) !== told) tell()
  }).observe(from)
  // A loader that came later than we did, or whose page has become wider, says so.
  addEventListener('message', ({ source, data }) => {
    if (source === host && id !== undefined && `${data}`.startsWith(`pymxPYMx${id}xPYMxwidth`)) tell()
  })
}
