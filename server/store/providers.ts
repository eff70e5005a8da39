import type { ListedProvider, StoredProvider } from '../handover.ts'
import type { Database } from './db.ts'

export type DependencyRow = { providerId: number; dependsOnId: number; source: string }

/**
 * Makes the tables say what the catalogue says, in one statement; a second run changes no row and burns no id.
 * An entry that left is archived with everything that hangs on it, one that returns is the same provider again.
 * Dependencies are claims, not history: one that the catalogue no longer makes of a listed provider goes.
 * `now` is domain time, epoch milliseconds.
 */
export async function loadCatalogue(
  db: Database,
  catalogue: { providers: readonly ListedProvider[] },
  now: number,
): Promise<void> {
  const rows = catalogue.providers.map((p) => ({
    slug: p.slug,
    name: p.name,
    category: p.category,
    operator_slug: p.operator?.slug ?? null,
    operator_name: p.operator?.name ?? null,
    homepage: p.homepage,
    status_page: p.statusPage,
    support_page: p.supportPage,
    helpline: p.helpline,
    countries: p.countries,
    aliases: p.aliases,
    domains: p.domains,
    problems: p.problems,
    components: p.components,
    networks: p.networks,
    dependencies: p.dependencies,
  }))
  // Where two servers start at once the snapshot hides the other's new rows: `on conflict do update` returns them all the same.
  await db.sql`
    with wanted as materialized (
      select * from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb) as t(
        slug text, name text, category text, operator_slug text, operator_name text, homepage text, status_page text,
        support_page text, helpline text, countries text[], aliases text[], domains text[], problems jsonb,
        components jsonb, networks jsonb, dependencies jsonb)
    ), wanted_operators as (
      select distinct on (operator_slug) operator_slug as slug, operator_name as name
      from wanted where operator_slug is not null order by operator_slug, operator_name
    ), new_operators as (
      insert into operators (slug, name)
      select w.slug, w.name from wanted_operators w
      where not exists (select from operators o where o.slug = w.slug)
      order by w.slug
      on conflict (slug) do update set name = excluded.name
      returning id, slug
    ), renamed_operators as (
      update operators o set name = w.name from wanted_operators w where o.slug = w.slug and o.name <> w.name
    ), operator_ids as (
      select id, slug from operators union all select id, slug from new_operators
    ), listed as (
      select w.*, o.id as operator_id from wanted w left join operator_ids o on o.slug = w.operator_slug
    ), new_providers as (
      insert into providers (slug, name, category, operator_id, homepage, status_page, support_page, helpline, countries,
        aliases, domains, problems, components, networks)
      select slug, name, category, operator_id, homepage, status_page, support_page, helpline, countries,
        aliases, domains, problems, components, networks
      from listed l where not exists (select from providers p where p.slug = l.slug)
      order by slug
      on conflict (slug) do update set name = excluded.name
      returning id, slug
    ), changed_providers as (
      update providers p set name = l.name, category = l.category, operator_id = l.operator_id, homepage = l.homepage,
        status_page = l.status_page, support_page = l.support_page, helpline = l.helpline, countries = l.countries,
        aliases = l.aliases, domains = l.domains, problems = l.problems, components = l.components,
        networks = l.networks, archived_at = null
      from listed l
      where p.slug = l.slug and (p.archived_at is not null or
        (p.name, p.category, p.operator_id, p.homepage, p.status_page, p.support_page, p.helpline, p.countries,
         p.aliases, p.domains, p.problems, p.components, p.networks) is distinct from
        (l.name, l.category, l.operator_id, l.homepage, l.status_page, l.support_page, l.helpline, l.countries,
         l.aliases, l.domains, l.problems, l.components, l.networks))
    ), archived_providers as (
      update providers set archived_at = ${new Date(now).toISOString()}::timestamptz
      where archived_at is null and slug not in (select slug from wanted)
    ), provider_ids as (
      select id, slug from providers union all select id, slug from new_providers
    ), claimed as (
      select p.id as provider_id, q.id as depends_on_id, d.source
      from wanted w
      cross join lateral jsonb_to_recordset(w.dependencies) as d(slug text, source text)
      join provider_ids p on p.slug = w.slug
      join provider_ids q on q.slug = d.slug
    ), withdrawn as (
      delete from dependencies d using providers p
      where p.id = d.provider_id and p.slug in (select slug from wanted)
        and (d.provider_id, d.depends_on_id) not in (select provider_id, depends_on_id from claimed)
    )
    insert into dependencies (provider_id, depends_on_id, source)
    select provider_id, depends_on_id, source from claimed order by 1, 2
    on conflict (provider_id, depends_on_id) do update set source = excluded.source
    where dependencies.source <> excluded.source`
}

/** Every provider there has ever been, the archived ones too, by id. */
export async function readProviders(db: Database): Promise<StoredProvider[]> {
  return db.sql<StoredProvider[]>`
    select p.id, p.slug, p.name, p.category, p.homepage, p.helpline, p.problems, p.components, p.networks,
      p.status_page as "statusPage", p.support_page as "supportPage",
      to_jsonb(p.countries) as countries, to_jsonb(p.aliases) as aliases, to_jsonb(p.domains) as domains,
      case when o.id is not null then jsonb_build_object('slug', o.slug, 'name', o.name) end as operator,
      p.archived_at is not null as archived
    from providers p left join operators o on o.id = p.operator_id
    order by p.id`
}

/** What listed providers run on. */
export async function readDependencies(db: Database): Promise<DependencyRow[]> {
  return db.sql<DependencyRow[]>`
    select d.provider_id as "providerId", d.depends_on_id as "dependsOnId", d.source
    from dependencies d
    join providers p on p.id = d.provider_id and p.archived_at is null
    join providers q on q.id = d.depends_on_id and q.archived_at is null
    order by 1, 2`
}
