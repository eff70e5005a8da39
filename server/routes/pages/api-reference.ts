import { compactJson } from '../../../web/compact-json.ts'
import { PARTS, type Group, type Operation, type Part, type Schema, type Shown } from '../../../web/reference.ts'
import type { Content, Described, Json, Operations } from '../api/contract-types.ts'
import { kindOf, namesIn, toSchema, type HrefOf } from './api-schemas.ts'

/** The parts of an OpenAPI document that are shown. */
export type Contract = {
  paths: Operations
  webhooks: Operations
  components: { schemas: Record<string, Json> }
}

/** An address belongs to the first page that takes it; what none takes to the last. Embeds and the archive are not below /api/v1. */
const TAKES: Record<Part, RegExp | undefined> = {
  states: /^\/states/,
  series: /\/series/,
  incidents: /\/(incidents|citation)/,
  notices: /^\/providers\/[^/]+\/(notices|probes)/,
  providers: /^\/providers/,
  reports: /^\/reports/,
  agents: /^\/(probe|in)[-/]/,
  live: /^\/live/,
  webhooks: /^\/(webhooks|push)/,
  embeds: undefined,
  archive: undefined,
  other: /^/,
}
const METHODS = ['get', 'post', 'put', 'patch', 'delete']
/** The answer of every route that refuses, beside the refusals on the first page. */
const ON_FIRST_PAGE = new Set(['Problem'])

const idOf = (method: string, path: string) =>
  `${method} ${path}`.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '')

/** Everything that the contract says, page by page; each schema stands once, where it is first needed. */
export function toReference({ paths, webhooks, components }: Contract): { groups: Group[]; first: Schema[] } {
  const all = components.schemas
  const sorted = PARTS.map((name) => ({ name, takes: TAKES[name], routes: [] as Route[] }))
  for (const [path, methods] of Object.entries(paths)) {
    const group = sorted.find(({ takes }) => takes?.test(path))!
    for (const method of METHODS) if (methods[method]) group.routes.push({ method, path, described: methods[method] })
  }
  const messages = Object.entries(webhooks).map(([path, { post }]) => ({ method: '', path, described: post! }))
  sorted.find(({ name }) => name === 'webhooks')!.routes.push(...messages)

  const home = new Map<string, string>([...ON_FIRST_PAGE].map((name) => [name, '']))
  for (const { name, routes } of sorted)
    for (const schema of namesIn(routes, all)) if (!home.has(schema)) home.set(schema, name)
  const tablesOf = (group: string, href: HrefOf) =>
    [...home].filter(([, at]) => at === group).map(([name]) => toSchema(name, all[name]!, href))

  const groups = sorted
    .filter(({ takes, routes }) => takes === undefined || routes.length > 0)
    .map(({ name, routes }) => {
      const href = hrefFrom(name, home)
      return { name, operations: routes.map((route) => toOperation(route, href)), schemas: tablesOf(name, href) }
    })
  return { groups, first: tablesOf('', hrefFrom('', home)) }
}

type Route = { method: string; path: string; described: Described }

/** Addresses begin with / only where they leave the page. */
const hrefFrom =
  (page: string, home: ReadonlyMap<string, string>): HrefOf =>
  (schema) => {
    const at = home.get(schema)
    const anchor = `#${schema}`
    if (at === page) return anchor
    return at ? `/docs/api/${at}${anchor}` : `/docs/api${anchor}`
  }

function toOperation({ method, path, described }: Route, href: HrefOf): Operation {
  const { summary = '', description = '', parameters = [], requestBody, responses = {} } = described
  return {
    id: idOf(method, path),
    method: method.toUpperCase(),
    path,
    summary,
    text: description,
    needsKey: (described.security ?? []).length > 0,
    parameters: parameters.map(({ name, in: where, required = false, description: text = '', schema = {} }) => ({
      name,
      where,
      text,
      type: kindOf(schema, href),
      isOptional: !required,
    })),
    body: requestBody ? contentKind(requestBody.content, href) : [],
    answers: Object.entries(responses).map(([status, { description: text = '', content }]) => ({
      status,
      text,
      type: content ? contentKind(content, href) : [],
    })),
    sample: sampleOf(described),
  }
}

function sampleOf({ requestBody, responses = {}, 'x-sample': address = '' }: Described): Shown | undefined {
  const textOf = (content: Content | undefined) => {
    const found = Object.values(content ?? {}).find(({ example }) => example !== undefined)?.example
    return found === undefined ? '' : typeof found === 'string' ? found : compactJson(found)
  }
  const sent = textOf(requestBody?.content)
  const answer = Object.values(responses)
    .map(({ content }) => textOf(content))
    .find((text) => text !== '')
  return sent === '' && answer === undefined ? undefined : { address, sent, answer: answer ?? '' }
}

function contentKind(content: Content, href: HrefOf) {
  return Object.entries(content).flatMap(([type, { schema }], i) => {
    const before = i === 0 ? [] : [' or ']
    if (type === 'application/json' && schema) return [...before, ...kindOf(schema, href)]
    return type === 'application/problem+json' && schema ? kindOf(schema, href) : [...before, type]
  })
}
