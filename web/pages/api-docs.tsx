import type { Child } from 'hono/jsx'
import { apiDocsTexts } from '../locales/api-docs.ts'
import { parseMarkdown } from '../markdown.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, type PageContext } from '../parts/page.ts'
import { StackTable } from '../parts/prose.tsx'
import { OperationView, SchemaView } from '../parts/reference.tsx'
import type { Example, Group } from '../reference.ts'
import { BlockView, spansOf } from './rule.tsx'

/** The head of the OpenAPI document. */
export type ApiInfo = { description: string; license: { name: string }; 'x-limits': Record<string, number> }
type Start = { origin: string; info: ApiInfo; groups: Group[]; first: Group; guide: string; client: string }
type Part = { origin: string; groups: Group[]; group: Group; guide: string; examples: Example[] }

/** How to use the API: rules, limits, licence, and what there is. */
export function renderApiStart(page: PageContext, { origin, info, groups, first, guide, client }: Start): string {
  const t = apiDocsTexts[page.reader.lang]
  return inFrame(
    page,
    { title: t.apiDocsTitle, description: t.apiDocsDescription },
    <>
      <h1>{t.apiDocsTitle}</h1>
      <p>{spansOf(t.apiDocsLead)}</p>
      <p>
        <code>{origin}/api/v1</code> · <a href="/api/v1/openapi.json">OpenAPI 3.1</a> ·{' '}
        <a href="#client">{t.apiDocsClient}</a>
      </p>
      <Language page={page} />
      <h2 id="parts">{t.apiDocsParts}</h2>
      <div lang="en">
        {groups.map(({ name, title, operations }) => (
          <>
            <h3>
              <a href={linkTo(page, `/docs/api/${name}`)}>{title}</a>
            </h3>
            <ul>
              {operations.map(({ id, method, path, summary }) => (
                <li>
                  <a href={linkTo(page, `/docs/api/${name}#${id}`)}>
                    <code>{`${method} ${path}`.trim()}</code>
                  </a>{' '}
                  {spansOf(summary)}
                </li>
              ))}
            </ul>
          </>
        ))}
      </div>
      <div lang="en">
        <h2 id="rules">Rules</h2>
        {parseMarkdown(info.description).map((block) => (
          <BlockView block={block} imageAt={() => undefined} />
        ))}
        <GuideView text={guide} />
        <h2 id="limits">Limits</h2>
        <StackTable
          head={['Limit', 'Number']}
          rows={Object.entries(info['x-limits']).map(([name, value]) => [
            <code>{name}</code>,
            value.toLocaleString('en'),
          ])}
        />
        <h2 id="errors">Errors</h2>
        {first.schemas.map((schema) => (
          <SchemaView page={page} schema={schema} />
        ))}
      </div>
      {client === '' ? null : (
        <>
          <h2 id="client">{t.apiDocsClient}</h2>
          <p>{spansOf(t.apiDocsClientLead)}</p>
          <Code text={client} />
        </>
      )}
    </>,
  )
}

/** One part of the API: what is written of it, examples, routes, schemas. */
export function renderApiGroup(page: PageContext, { origin, groups, group, guide, examples }: Part): string {
  const t = apiDocsTexts[page.reader.lang]
  return inFrame(
    page,
    { title: `${t.apiDocsTitle}: ${group.title}`, description: t.apiDocsDescription },
    <>
      <ul class="kicker">
        <li>
          <a href={linkTo(page, '/docs/api')}>{t.apiDocsTitle}</a>
        </li>
      </ul>
      <h1 lang="en">{group.title}</h1>
      <nav aria-label={t.apiDocsParts}>
        <ul class="parts" lang="en">
          {groups.map(({ name, title }) => (
            <li>
              <a href={linkTo(page, `/docs/api/${name}`)} aria-current={name === group.name ? 'page' : undefined}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Language page={page} />
      {guide === '' ? null : (
        <div lang="en">
          <GuideView text={guide} />
        </div>
      )}
      {examples.length === 0 ? null : (
        <>
          <h2 id="try">{t.apiDocsExamples}</h2>
          <div lang="en">
            {examples.flatMap(({ files }) =>
              files.map(({ language, text }) => (
                <>
                  <h3>{language}</h3>
                  <Code text={language === 'curl' ? `BRUSIO=${origin}\n${text}` : text} />
                </>
              )),
            )}
          </div>
        </>
      )}
      <div lang="en">
        <h2 id="routes">Routes</h2>
        {group.operations.map((operation) => (
          <OperationView page={page} operation={operation} />
        ))}
      </div>
      {group.schemas.length === 0 ? null : (
        <div lang="en">
          <h2 id="schemas">Schemas</h2>
          {group.schemas.map((schema) => (
            <SchemaView page={page} schema={schema} />
          ))}
        </div>
      )}
    </>,
  )
}

function inFrame(page: PageContext, { title, description }: { title: string; description: string }, content: Child) {
  return toDocument(
    <Layout page={page} title={`${title} · Brusio`} description={description} entry="web/elements/plain-page.ts">
      <article class="document reference">{content}</article>
    </Layout>,
  )
}

function Language({ page }: { page: PageContext }) {
  const { apiDocsLanguage } = apiDocsTexts[page.reader.lang]
  return apiDocsLanguage === '' ? null : <p class="note">{apiDocsLanguage}</p>
}

/** Its own first heading gives way to that of the page. */
function GuideView({ text }: { text: string }) {
  const blocks = parseMarkdown(text).filter((block) => block.kind !== 'heading' || block.level > 1)
  return (
    <>
      {blocks.map((block) =>
        block.kind === 'heading' ? (
          <HeadingView level={block.level} text={block.text} />
        ) : (
          <BlockView block={block} imageAt={() => undefined} />
        ),
      )}
    </>
  )
}

function HeadingView({ level, text }: { level: number; text: string }) {
  const id = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return level === 2 ? <h2 id={id}>{spansOf(text)}</h2> : <h3 id={id}>{spansOf(text)}</h3>
}

function Code({ text }: { text: string }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls by itself must be reached by keyboard
  return <pre tabindex={0}>{text.trimEnd()}</pre>
}
