import { domainToASCII } from 'node:url'

/** The name under a domain at which its token is looked for, and what stands before it. */
export const RECORD_LABEL = '_brusio'
export const RECORD_PREFIX = 'brusio-reply='

const NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** In lower case, as DNS has it; undefined: no domain. */
export function readDomain(text: string): string | undefined {
  const name = domainToASCII(text.trim().replace(/\.$/, '')).toLowerCase()
  return NAME.test(name) && !/^[\d.]+$/.test(name) ? name : undefined
}

/**
 * The domains whose owner speaks for a provider: those that the catalogue calls its own, and that of its homepage, with and without `www`. Not
 * any parent of it: what is above may be a registry or a host of many.
 */
export function domainsOf({ domains, homepage }: { domains: readonly string[]; homepage: string }): string[] {
  const host = new URL(homepage).hostname
  return [...new Set([...domains, host, host.replace(/^www\.(?=.+\.)/, '')])]
}

/** What Node calls the answers that there is nothing of the kind, or no such name. */
const ABSENT = new Set(['ENODATA', 'ENOTFOUND'])

const wordOf = (error: unknown) => {
  if (!(error instanceof Error && 'code' in error)) return 'no answer'
  return ABSENT.has(String(error.code)) ? 'no such record' : String(error.code)
}

type TxtResolver = { resolveTxt(name: string): Promise<string[][]> }

/** How many of the resolvers see the token, and what the others say. */
export async function lookForToken(
  resolvers: ReadonlyMap<string, TxtResolver>,
  { domain, token }: { domain: string; token: string },
): Promise<{ seen: string[]; others: { resolver: string; answer: string }[] }> {
  const looks = await Promise.all(
    [...resolvers].map(async ([resolver, asked]) => ({
      resolver,
      answer: await asked.resolveTxt(`${RECORD_LABEL}.${domain}`).then(
        // One record may come in parts of 255 bytes.
        (records) =>
          records.some((parts) => parts.join('').trim() === RECORD_PREFIX + token) ? 'seen' : 'another record',
        wordOf,
      ),
    })),
  )
  const seen = looks.filter(({ answer }) => answer === 'seen').map(({ resolver }) => resolver)
  return { seen, others: looks.filter(({ answer }) => answer !== 'seen') }
}
