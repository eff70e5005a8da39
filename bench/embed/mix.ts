import { RANGES } from '../../web/chart/model.ts'
import { LANGS } from '../../web/locales/language.ts'

/** Readers are everywhere. */
const ZONES = ['Europe/Rome', 'Europe/London', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney']
/** One odd number after the other through all of them: neighbours in a list come at different times. */
const STRIDE = 37

/** Every way in which readers of many newspapers see one provider: form, language, range, zone; a few pictures of the slow kind. */
export function viewsOf(slug: string): string[] {
  const drawn = LANGS.flatMap((lang) =>
    Object.keys(RANGES).flatMap((range) =>
      ZONES.flatMap((zone) => {
        const query = `lang=${lang}&range=${range}&tz=${encodeURIComponent(zone)}`
        return [`/embed/${slug}.json?${query}`, `/embed/${slug}?${query}&theme=dark`, `/chart/${slug}.svg?${query}`]
      }),
    ),
  )
  const plain = LANGS.flatMap((lang) => [
    `/badge/${slug}.svg?lang=${lang}`,
    `/badge/${slug}.json?lang=${lang}`,
    `/chart/${slug}.png?lang=${lang}`,
    `/og/${slug}.png?lang=${lang}`,
  ])
  const all = [...drawn, ...plain]
  return all.map((_, i) => all[(i * STRIDE) % all.length]!)
}
