import type { Database } from './db.ts'

/** A cause with the names of those it speaks of, for provider `p` of the statement. `column` holds a cause or null. */
export const namedCause = (db: Database, column: string) => {
  const { sql } = db
  return sql`case when ${sql(column)} is not null then ${sql(column)} || (
    select jsonb_build_object('names', coalesce(jsonb_agg(coalesce(q.name, o.slug) order by o.place), '[]'),
      'operator', case when bool_and(coalesce(q.operator_id = p.operator_id, false))
        then (select name from operators where id = p.operator_id) end)
    from jsonb_array_elements_text(${sql(column)}->'of') with ordinality as o(slug, place)
    left join providers q on q.slug = o.slug) end`
}
