import semver from 'semver'

/** First releases with the security fixes of 2026, by line (20 ended in April 2026 with its last one; 25 ended in June). */
const PATCHED = ['20.20.2', '22.23.4', '24.22.1', '26.12.1']

/** A sentence when this Node should be updated; undefined when it is fine. Lines newer than the table are taken as fine. */
export function nodeVersionWarning(version: string): string | undefined {
  const line = semver.major(version)
  const patched = PATCHED.find((p) => semver.major(p) === line)
  const newest = semver.major(PATCHED.at(-1) ?? version)
  if (patched === undefined) {
    return line > newest
      ? undefined
      : `Node ${version} gets no security fixes any more; use ${PATCHED.join(', ')} or newer.`
  }
  return semver.lt(version, patched) ? `Node ${version} lacks the security fixes of ${patched}.` : undefined
}
