import { HOUR_MS } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Database } from '../store/db.ts'
import { checkNotice, NoticeError } from '../store/notice-limits.ts'
import type { NewNotice } from '../store/notice-row.ts'
import { writeNotices } from '../store/notices.ts'
import { aNotice } from './factories.ts'
import { HOSTILE_STRINGS, whole } from './hostile-strings.ts'
import { STORY_AT } from './site-story.ts'

/** As long as the catalogue lets a name be. */
const NAME_CHARS = 60
/** So many of a provider's notices are shown. */
const NOTICES_EACH = 20

const nameOf = (text: string) => whole(text.replaceAll('\0', '').slice(0, NAME_CHARS)) || 'x'

/** Every provider, its parts and its operator are called by a hostile string, from the `first` on. */
export async function nameHostile(db: Database, directory: Directory, first: number): Promise<void> {
  const nth = (n: number) => nameOf(HOSTILE_STRINGS[n % HOSTILE_STRINGS.length]!)
  const entries = directory.all()
  for (const [i, entry] of entries.entries()) {
    const called = entry.components.map(({ slug }, n) => ({
      slug,
      name: { it: nth(first + i + n + 7), en: nth(first + i + n + 9) },
    }))
    const operator = entry.operator && { ...entry.operator, name: nth(first + i + 3) }
    Object.assign(entry, { name: nth(first + i), aliases: [nth(first + i + 1)], components: called, operator })
  }
  const names = JSON.stringify(entries.map(({ id, name }) => ({ id, name })))
  await db.sql`update providers p set name = n.name
    from jsonb_to_recordset(${names}::text::jsonb) as n(id int, name text) where p.id = n.id`
}

/** Every hostile string that can be kept, as what somebody said and as who said it. The providers of which they are shown, and how many were kept. */
export async function sayHostile(db: Database, directory: Directory): Promise<{ slugs: string[]; kept: number }> {
  const entries = directory.all()
  const notices = HOSTILE_STRINGS.flatMap((text, i): NewNotice[] => {
    const providerId = entries[Math.floor(i / NOTICES_EACH)]!.id
    const about = { providerId, at: STORY_AT - HOUR_MS - i * 1_000, key: `hostile ${i}` }
    const forms = [{ text, author: text.slice(0, 100) }, { text }, { author: text.slice(0, 100) }]
    return forms
      .map((form) => aNotice({ ...about, ...form }))
      .filter(isKept)
      .slice(0, 1)
  })
  await writeNotices(db, notices)
  const ids = new Set(notices.map(({ providerId }) => providerId))
  return { slugs: entries.filter(({ id }) => ids.has(id)).map(({ slug }) => slug), kept: notices.length }
}

function isKept(notice: NewNotice): boolean {
  try {
    checkNotice(notice)
    return true
  } catch (error) {
    if (error instanceof NoticeError) return false
    throw error
  }
}
