import { DAY_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'

/** A domain changes hands: who has proven it so long ago is asked again. */
export const PROOF_LASTS_MS = 400 * DAY_MS

/** What is to stand in the DNS of a domain, and whether it was seen there. Instants are epoch milliseconds. */
export type DomainProof = { token: string; askedAt: number; provenAt: number | null }

/** The proof that is asked for: the one from before, or with `token` a new one, where there is none or its time is over. */
export async function askForProof(
  db: Database,
  asked: { providerId: number; domain: string; token: string; now: number },
): Promise<DomainProof> {
  const { providerId, domain, token } = asked
  const now = new Date(asked.now).toISOString()
  const over = new Date(asked.now - PROOF_LASTS_MS).toISOString()
  const [row] = await db.sql<[DomainProof]>`
    insert into domain_proofs as d (provider_id, domain, token, asked_at)
    values (${providerId}, ${domain}, ${token}, ${now}::timestamptz)
    on conflict (provider_id, domain) do update set
      token = case when coalesce(d.proven_at, d.asked_at) <= ${over}::timestamptz then excluded.token else d.token end,
      asked_at = case when coalesce(d.proven_at, d.asked_at) <= ${over}::timestamptz then excluded.asked_at else d.asked_at end,
      proven_at = case when coalesce(d.proven_at, d.asked_at) <= ${over}::timestamptz then null else d.proven_at end
    returning token, (extract(epoch from asked_at) * 1000)::float8 as "askedAt",
      (extract(epoch from proven_at) * 1000)::float8 as "provenAt"`
  return row
}

/** The proof that is asked for or was given; undefined: none, or its time is over. */
export async function readProof(
  db: Database,
  about: { providerId: number; domain: string; now: number },
): Promise<DomainProof | undefined> {
  const over = new Date(about.now - PROOF_LASTS_MS).toISOString()
  const [row] = await db.sql<DomainProof[]>`
    select token, (extract(epoch from asked_at) * 1000)::float8 as "askedAt",
      (extract(epoch from proven_at) * 1000)::float8 as "provenAt"
    from domain_proofs where provider_id = ${about.providerId} and domain = ${about.domain}
      and coalesce(proven_at, asked_at) > ${over}::timestamptz`
  return row
}

/** The token was seen in the DNS. False: another one is asked for meanwhile. */
export async function noteProof(
  db: Database,
  seen: { providerId: number; domain: string; token: string; now: number },
): Promise<boolean> {
  const { providerId, domain, token } = seen
  const rows = await db.sql`
    update domain_proofs set proven_at = ${new Date(seen.now).toISOString()}::timestamptz
    where provider_id = ${providerId} and domain = ${domain} and token = ${token} returning 1`
  return rows.length > 0
}
