const OPAQUE = 0.5
/** Of red, green and blue together. */
const HALF_BRIGHT = 384

/**
 * `auto` is as the ground on which the element stands; where the page gives none, it is white unless the page says
 * that it knows the dark, and then as the reader likes it.
 */
export function isDark(element: Element): boolean {
  const asked = element.getAttribute('theme')
  if (asked === 'light' || asked === 'dark') return asked === 'dark'
  for (let around: Element | null = element; around; around = around.parentElement) {
    const [red, green, blue, opacity = 1] = channels(getComputedStyle(around).backgroundColor)
    if (opacity > OPAQUE && blue !== undefined) return red! + green! + blue < HALF_BRIGHT
  }
  return getComputedStyle(element).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme:dark)').matches
}

/** None of a colour that is written in another way. */
const channels = (color: string) => (color.startsWith('rgb') ? color.match(/[\d.]+/g)!.map(Number) : [])
