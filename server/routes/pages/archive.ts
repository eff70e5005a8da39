import { Hono } from 'hono'
import { renderArchive, type ArchiveFile, type ArchiveView } from '../../../web/pages/archive.tsx'
import type { ArchiveIndex } from '../../archive/manifest.ts'
import { isClosed, parseDataName, PROVIDERS, uptimeName } from '../../archive/names.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { Shelf } from '../archive-shelf.ts'
import { ownOrigin } from '../embed/own-origin.ts'
import type { PageServer } from './serve.ts'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** `/archive`: the open data; `?month=2026-01` and `?provider=libero-mail` list the files of one. */
export function archivePageRoutes(pages: PageServer, shelf: Shelf): Hono {
  const { directory, config } = pages.deps
  const routes = new Hono()
  pages.each(routes, '/archive', (c) => {
    const { month, provider } = c.req.query()
    if (month !== undefined && !MONTH.test(month)) return pages.missing(c)
    const asked = new URLSearchParams(month !== undefined ? { month } : provider !== undefined ? { provider } : {})
    const path = asked.size === 0 ? '/archive' : `/archive?${asked}`
    const origin = ownOrigin(c, config.publicUrl)
    return pages.give(c, { path, more: origin, endless: asked.size > 0 }, async (page) => {
      const index = await shelf.index()
      const of = filesOf(index, directory, { month, provider })
      if (of === undefined) return undefined
      const sample = index?.files.findLast(({ name }) => name.startsWith('counts/'))?.name ?? PROVIDERS
      return renderArchive(page, { origin, sample, whole: wholeOf(index), months: monthsOf(index), of })
    })
  })
  return routes
}

const sum = (files: readonly { bytes: number }[]) => files.reduce((bytes, file) => bytes + file.bytes, 0)

function wholeOf(index: ArchiveIndex | undefined): ArchiveView['whole'] {
  if (index === undefined) return null
  const { first_day: firstDay, last_day: lastDay, files } = index
  return { firstDay, lastDay, files: files.length, bytes: sum(files) }
}

/** Newest first. */
function monthsOf(index: ArchiveIndex | undefined): ArchiveView['months'] {
  const files = listed(index)
  const months = [...new Set(files.map(({ month }) => month))].toSorted().toReversed()
  return months.map((month) => {
    const its = files.filter((file) => file.month === month)
    return { month, files: its.length, bytes: sum(its), grows: !isClosed(uptimeName(month), index!.last_day) }
  })
}

/** null: nothing particular was asked for; undefined: there is no such month or service. */
function filesOf(
  index: ArchiveIndex | undefined,
  directory: Directory,
  { month, provider }: { month: string | undefined; provider: string | undefined },
): ArchiveView['of'] | undefined {
  const nameOf = (slug: string) => (directory.bySlug(slug) ?? directory.archivedBySlug(slug))?.name ?? slug
  const toFile = ({ kind, slug, ...file }: ListedFile): ArchiveFile => ({
    ...file,
    what: kind === 'counts' ? { name: nameOf(slug), slug } : kind,
  })
  if (month !== undefined) {
    const its = listed(index).filter((file) => file.month === month)
    const rank = ({ kind }: ListedFile) => (kind === 'counts' ? 1 : 0)
    const named = (file: ListedFile) => nameOf(file.slug).toLowerCase()
    if (its.length === 0) return undefined
    return { month, files: its.toSorted((a, b) => rank(a) - rank(b) || named(a).localeCompare(named(b))).map(toFile) }
  }
  if (provider === undefined) return null
  const its = listed(index).filter((file) => file.kind === 'counts' && file.slug === provider)
  // Of a service that is listed there may be nothing yet.
  const isKnown = directory.bySlug(provider) ?? directory.archivedBySlug(provider)
  if (isKnown === undefined && its.length === 0) return undefined
  return { name: nameOf(provider), files: its.toReversed().map(toFile) }
}

type ListedFile = Pick<ArchiveFile, 'month' | 'file' | 'bytes' | 'day'> & {
  kind: 'counts' | 'incidents' | 'events' | 'uptime'
  slug: string
}

/** All files that are of a month. */
function listed(index: ArchiveIndex | undefined): ListedFile[] {
  return (index?.files ?? []).flatMap(({ name, bytes, day }) => {
    const file = parseDataName(name)
    if (file === undefined || file.kind === 'providers') return []
    const slug = file.kind === 'counts' ? file.slug : ''
    return { kind: file.kind, slug, month: file.month, file: name, bytes, day }
  })
}
