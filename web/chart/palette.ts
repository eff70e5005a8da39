/** Colours of the style by name, read once: asking the browser costs more than drawing. */
export type Palette = { colour: (name: string) => string; forget: () => void }

export function createPalette(): Palette {
  const known = new Map<string, string>()
  return {
    colour(name) {
      let value = known.get(name)
      if (value === undefined) {
        value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
        known.set(name, value)
      }
      return value
    },
    forget: () => known.clear(),
  }
}
