import { LANGS } from '../../../web/locales/language.ts'
import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'

const SUGGESTED = 3
/** In fewer letters everything begins. */
const NAMED = new RegExp(`^(?:/(?:${LANGS.join('|')}))?/(?:p/([^/]{2,})|([^/]{3,}))(?:/|$)`)

/** Whom somebody may have meant by an address that leads nowhere: /p/liberomail, /whatsap. */
export function nearServices(directory: Directory, path: string): DirectoryEntry[] {
  const [, after = '', alone = ''] = NAMED.exec(path) ?? []
  const name = after || alone
  return directory.search(readable(name).replace(/[-_+]+/g, ' '), SUGGESTED)
}

function readable(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
