import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'

const SUGGESTED = 3
const PAGES_OF_ONE = /^(?:\/[a-z]{2})?\/(?:p\/)?([^/]+)/

/** Whom somebody may have meant by an address that leads nowhere: /p/liberomail, /whatsap. */
export function nearServices(directory: Directory, path: string): DirectoryEntry[] {
  const name = PAGES_OF_ONE.exec(path)?.[1] ?? ''
  return directory.search(readable(name).replace(/[-_+]+/g, ' '), SUGGESTED)
}

function readable(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
