/** Characters of an If-None-Match; a list longer than any of ours is not looked at. */
const MOST_TAGS = 1_000

/** RFC 9110, 13.1.2: whether the caller has it, as any of a list of tags, compared weakly. */
export function hasTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined || ifNoneMatch.length > MOST_TAGS) return false
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag))
}

const bare = (tag: string) => tag.trim().replace(/^W\//, '')

/** RFC 9110, 12.5.3: `gzip;q=0` asks for anything but that. */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  return /(?:^|[\s,])gzip\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i.test(acceptEncoding ?? '')
}
