import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { systemClock } from '../clock.ts'
import { SCOPES, createApiKey, listApiKeys, revokeApiKey } from '../store/api-keys.ts'
import type { Scope } from '../store/api-keys.ts'
import type { Database } from '../store/db.ts'
import { withCommandDatabase } from './command-database.ts'

const USAGE = `npm run keys -- create NAME [--scope SCOPE] [--per-minute N]
                                makes a key; SCOPE is one of
                                  probe-results  for an agent (the default): readers see NAME as the place it probes from
                                  webhooks       for a program that wants to be told of incidents
                                  read           reads what anybody may
                                N: reads a minute, where it is not as many as for everybody; of any scope
npm run keys -- list            all keys, without their secrets
npm run keys -- revoke PREFIX   the key lets nobody in any more; what it posted stays, its webhooks are forgotten`

const MAX_PER_MINUTE = 1_000_000
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
  const { act, subject, scope, perMinute } = readWish(args)
  if (act === 'create' && subject !== undefined) {
    if (!NAME.test(subject)) throw new KeysError('A name has 1 to 40 letters, digits, spaces, dots or dashes.')
    const { token, prefix } = await createApiKey(db, { name: subject, scope: scope ?? 'probe-results', perMinute, now })
    print(token)
    print(`This is the only time it is shown. Revoke it with: npm run keys -- revoke ${prefix}`)
  } else if (act === 'list' && subject === undefined) {
    const all = await listApiKeys(db)
    if (all.length === 0) print('There are no keys.')
    for (const key of all) {
      const { prefix, createdAt, lastUsedAt, revokedAt } = key
      const use = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used'
      const end = revokedAt ? `, revoked ${revokedAt.toISOString()}` : ''
      const limit = key.perMinute === null ? '' : `  ${key.perMinute} reads a minute`
      print(`${prefix}  ${key.name}  ${key.scope}${limit}  created ${createdAt.toISOString()}, ${use}${end}`)
    }
  } else if (act === 'revoke' && subject !== undefined) {
    if (!(await revokeApiKey(db, subject, now))) throw new KeysError(`No working key begins with "${subject}".`)
    print(`The key ${subject} lets nobody in any more.`)
  } else throw new KeysError(USAGE)
}

type Wish = { act: string | undefined; subject: string | undefined; scope?: Scope; perMinute: number | null }

function readWish(args: readonly string[]): Wish {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { scope: { type: 'string' }, 'per-minute': { type: 'string' } },
    })
    const [act, subject, ...more] = positionals
    const scope = SCOPES.find((known) => known === values.scope)
    const number = values['per-minute']
    const perMinute = number === undefined ? null : Number(number)
    const isNumber = perMinute === null || (/^[1-9]\d*$/.test(number ?? '') && perMinute <= MAX_PER_MINUTE)
    const isWrong = more.length > 0 || (values.scope !== undefined && scope === undefined) || !isNumber
    if (isWrong || (act !== 'create' && Object.keys(values).length > 0)) throw new Error('not a way to ask')
    return { act, subject, perMinute, ...(scope === undefined ? {} : { scope }) }
  } catch (cause) {
    throw new KeysError(USAGE, { cause })
  }
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
