import { randomBytes } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import type { DirectoryEntry } from '../catalogue/directory.ts'
import { systemClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { RECORD_LABEL, RECORD_PREFIX, domainsOf, lookForToken, readDomain } from '../official/domain.ts'
import { createOutbound } from '../outbound.ts'
import type { Outbound } from '../outbound.ts'
import { askForProof, noteProof, readProof } from '../store/domain-proofs.ts'
import { withCommandDatabase } from './command-database.ts'
import { OptionError, SAYING_OPTIONS, readSaid, readSaying, readZone, required, splitArgs } from './notice-options.ts'
import type { Options } from './notice-options.ts'
import { findProvider, keep, keyOf } from './notice.ts'
import type { CommandDeps } from './notice.ts'

const USAGE = `npm run reply -- ask PROVIDER DOMAIN      prints the DNS record by which the provider proves that the domain is its own
npm run reply -- check PROVIDER DOMAIN    looks for it [--resolvers 192.0.2.1,…]
npm run reply -- say PROVIDER --domain DOMAIN --text "…" --lang it [--topics A,B] [--source URL] [--author NAME] [--said WHEN]
                 [--within 24h/48h | --due WHEN] [--component C] [--device D] [--zone Europe/Rome]
  the statement stands beside the verdict, word for word; what it says with its topics counts as the provider's own word`

/** Beside the machine's own; two of all must have seen the token, so that nobody is believed for one forged answer. */
const RESOLVERS = ['1.1.1.1', '8.8.8.8', '9.9.9.9']
const WITNESSES = 2
const MAX_RESOLVERS = 8
const TIMEOUT_MS = 5_000

export type ReplyDeps = CommandDeps & { outbound: Pick<Outbound, 'resolver'>; timeoutMs?: number }

/** One act on a provider's right of reply. Throws OptionError with a message fit to show. */
export async function reply(args: readonly string[], deps: ReplyDeps): Promise<void> {
  const { words, options } = splitArgs(args, [...Object.keys(SAYING_OPTIONS), 'domain', 'resolvers'], USAGE)
  const [act, slug, domain, ...more] = words
  const given = Object.keys(options)
  if (slug === undefined || more.length > 0) throw new OptionError(USAGE)
  if (act === 'ask' && domain !== undefined && given.length === 0) await ask(slug, domain, deps)
  else if (act === 'check' && domain !== undefined && given.every((name) => name === 'resolvers'))
    await check(slug, domain, options, deps)
  else if (act === 'say' && domain === undefined && !given.includes('resolvers')) await say(slug, options, deps)
  else throw new OptionError(USAGE)
}

async function ask(slug: string, written: string, { db, now, print }: ReplyDeps): Promise<void> {
  const provider = await findProvider(db, slug)
  const domain = theirDomain(provider, written)
  const fresh = randomBytes(16).toString('hex')
  const { token, provenAt } = await askForProof(db, { providerId: provider.id, domain, token: fresh, now })
  print(`${RECORD_LABEL}.${domain}.  TXT  "${RECORD_PREFIX}${token}"`)
  print(
    provenAt === null
      ? `When it is there: npm run reply -- check ${slug} ${domain}`
      : `It was seen there on ${new Date(provenAt).toISOString()}.`,
  )
}

async function check(slug: string, written: string, options: Options, deps: ReplyDeps): Promise<void> {
  const { db, now, print, outbound, timeoutMs = TIMEOUT_MS } = deps
  const provider = await findProvider(db, slug)
  const domain = theirDomain(provider, written)
  const proof = await readProof(db, { providerId: provider.id, domain, now })
  if (!proof)
    throw new OptionError(`Nobody was asked, or it was too long ago. First: npm run reply -- ask ${slug} ${domain}`)
  const named = readResolvers(options.resolvers)
  const resolvers = new Map(
    (named ?? [undefined, ...RESOLVERS]).map((address) => {
      return [address ?? 'own', openResolver(outbound, address, timeoutMs)]
    }),
  )
  const { seen, others } = await lookForToken(resolvers, { domain, token: proof.token })
  for (const { resolver, answer } of others) print(`${resolver}: ${answer}`)
  const needed = named?.length ?? WITNESSES
  if (seen.length < needed)
    throw new OptionError(
      `The record was seen by ${seen.length} of ${resolvers.size} resolvers, and ${needed} must see it.`,
    )
  if (!(await noteProof(db, { providerId: provider.id, domain, token: proof.token, now })))
    throw new OptionError('Another record is asked for meanwhile.')
  print(`${provider.name} has proven ${domain}: seen by ${seen.join(', ')}.`)
}

async function say(slug: string, options: Options, { db, now, print }: ReplyDeps): Promise<void> {
  const provider = await findProvider(db, slug)
  const domain = theirDomain(provider, required(options, 'domain'))
  const proof = await readProof(db, { providerId: provider.id, domain, now })
  if (!proof || proof.provenAt === null)
    throw new OptionError(`--domain: ${domain} is not proven. First: npm run reply -- ask ${slug} ${domain}`)
  const zone = readZone(options)
  const said: [number, number] | null = options.said === undefined ? [now, now] : readSaid(options.said, zone, now)
  const saying = readSaying(options, { components: provider.components, said, zone })
  const author = options.author ?? provider.name
  const told = { by: 'provider' as const, author, domain, ...saying }
  const id = await keep(db, { providerId: provider.id, key: keyOf('reply', options), seenAt: now, ...told })
  print(`${provider.name}: the statement ${id} stands beside the verdict, as said by ${author} (${domain}).`)
}

function theirDomain(provider: DirectoryEntry, written: string): string {
  const domain = readDomain(written)
  const theirs = domainsOf(provider)
  if (domain === undefined || !theirs.includes(domain))
    throw new OptionError(`"${written}" is none of the domains of ${provider.name}: ${theirs.join(', ')}`)
  return domain
}

function readResolvers(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined
  const named = [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== '')
  if (named.length === 0 || named.length > MAX_RESOLVERS)
    throw new OptionError(`--resolvers: must be 1 to ${MAX_RESOLVERS} addresses, commas between`)
  return named
}

function openResolver(outbound: ReplyDeps['outbound'], address: string | undefined, timeoutMs: number) {
  try {
    return outbound.resolver(address, { timeoutMs })
  } catch (cause) {
    const why = 'must be an IP address, and a public one unless PROBE_PRIVATE=on'
    throw new OptionError(`--resolvers: ${address} ${why}`, { cause })
  }
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const { publicUrl, probePrivate } = readConfig()
  const outbound = createOutbound({ ...(publicUrl ? { contact: publicUrl } : {}), allowPrivate: probePrivate })
  const print = (line: string) => console.log(line)
  await withCommandDatabase((db) => reply(args, { db, now: systemClock.now(), print, outbound }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
