import { pathToFileURL } from 'node:url'
import { systemClock } from '../clock.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../store/api-keys.ts'
import type { Database } from '../store/db.ts'
import { withCommandDatabase } from './command-database.ts'

const USAGE = `npm run keys -- create NAME     makes a key for an agent; readers see NAME as the place it probes from
npm run keys -- list            all keys, without their secrets
npm run keys -- revoke PREFIX   the key lets nobody in any more; what it posted stays`

/** Shown to readers and in tables. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u

export class KeysError extends Error {
  override name = 'KeysError'
}

/** One act on the keys. Throws KeysError with a message fit to show. */
export async function keys(
  args: readonly string[],
  { db, now, print }: { db: Database; now: number; print: (line: string) => void },
): Promise<void> {
  const [act, subject, ...more] = args
  if (act === 'create' && subject !== undefined && more.length === 0) {
    if (!NAME.test(subject)) throw new KeysError('A name has 1 to 40 letters, digits, spaces, dots or dashes.')
    const { token, prefix } = await createApiKey(db, { name: subject, scope: 'probe-results', now })
    print(token)
    print(`This is the only time it is shown. Revoke it with: npm run keys -- revoke ${prefix}`)
  } else if (act === 'list' && subject === undefined) {
    const all = await listApiKeys(db)
    if (all.length === 0) print('There are no keys.')
    for (const { prefix, name, scope, createdAt, lastUsedAt, revokedAt } of all) {
      const use = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used'
      const end = revokedAt ? `, revoked ${revokedAt.toISOString()}` : ''
      print(`${prefix}  ${name}  ${scope}  created ${createdAt.toISOString()}, ${use}${end}`)
    }
  } else if (act === 'revoke' && subject !== undefined && more.length === 0) {
    if (!(await revokeApiKey(db, subject, now))) throw new KeysError(`No working key begins with "${subject}".`)
    print(`The key ${subject} lets nobody in any more.`)
  } else throw new KeysError(USAGE)
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  await withCommandDatabase((db) => keys(args, { db, now: systemClock.now(), print: (line) => console.log(line) }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
