import type { Lang } from './language.ts'

/** The few words inside times and figures: apart from the rest, as every page's script has them. */
export const clockTexts: Record<Lang, { clockOn(clock: string, day: string): string; fewerThanOne: string }> = {
  it: {
    clockOn: (clock, day) => `${clock} ${/^(8|11)\b/.test(day) ? 'dell’' : 'del '}${day}`,
    fewerThanOne: 'meno di una',
  },
  en: { clockOn: (clock, day) => `${clock} on ${day}`, fewerThanOne: 'less than one' },
}
