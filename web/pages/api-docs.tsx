import type { Child } from 'hono/jsx'
import { apiDocsTexts } from '../locales/api-docs.ts'
import { Code, GuideView } from '../parts/guide.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, type PageContext } from '../parts/page.ts'
import { StackTable } from '../parts/prose.tsx'
import { OperationView, SchemaView } from '../parts/reference.tsx'
import type { Example, Group, Schema } from '../reference.ts'
import { spansOf, type HrefOf } from './rule.tsx'

/** The head of the OpenAPI document. */
export type ApiInfo = { 'x-limits': Record<string, number> }
type Around = { origin: string; groups: Group[]; guide: string; hrefOf: HrefOf }
type Start = Around & { info: ApiInfo; first: Schema[] }
type Part = Around & { group: Group; examples: Example[] }

/** What to begin with, what there is, how to read it, limits. */
export function renderApiStart(page: PageContext, { origin, info, groups, first, guide, hrefOf }: Start): string {
  const t = apiDocsTexts[page.reader.lang]
  const within: HrefOf = (href) => (/^\/(?!api\/)/.test(href) ? linkTo(page, href) : href)
  return inFrame(
    page,
    { title: t.apiDocsTitle, description: t.apiDocsDescription },
    <>
      <h1>{t.apiDocsTitle}</h1>
      <p>{spansOf(t.apiDocsLead)}</p>
      <p>
        <code>{origin}/api/v1</code> · <a href="/api/v1/openapi.json">OpenAPI 3.1</a>
      </p>
      <Language page={page} />
      <h2 id="begin">{t.apiDocsBegin}</h2>
      <p>{spansOf(t.apiDocsBeginLead, within)}</p>
      <FirstCall origin={origin} groups={groups} />
      <p>{spansOf(t.apiDocsKeys, within)}</p>
      <h2 id="parts">{t.apiDocsParts}</h2>
      {groups.map(({ name, operations }) => (
        <>
          <h3>
            <a href={linkTo(page, `/docs/api/${name}`)}>{t.apiDocsNames[name]}</a>
          </h3>
          {operations.length === 0 ? (
            <p>{spansOf(t.apiDocsBeyond[name] ?? '', within)}</p>
          ) : (
            <ul lang="en">
              {operations.map(({ id, method, path, summary }) => (
                <li>
                  <a href={linkTo(page, `/docs/api/${name}#${id}`)}>
                    <code>{`${method} ${path}`.trim()}</code>
                  </a>{' '}
                  {spansOf(summary)}
                </li>
              ))}
            </ul>
          )}
        </>
      ))}
      <div lang="en">
        <GuideView text={guide} title="" hrefOf={hrefOf} />
        <h2 id="limits">Limits as numbers</h2>
        <StackTable
          head={['Limit', 'Number']}
          rows={Object.entries(info['x-limits']).map(([name, value]) => [
            <code>{name}</code>,
            value.toLocaleString('en'),
          ])}
        />
        <h2 id="errors">Errors</h2>
        {first.map((schema) => (
          <SchemaView page={page} schema={schema} />
        ))}
      </div>
    </>,
  )
}

/** The answer that most programs want, as a running server gave it. */
function FirstCall({ origin, groups }: { origin: string; groups: Group[] }) {
  const sample = groups.flatMap(({ operations }) => operations).find(({ id }) => id === 'get-states')?.sample
  return sample === undefined ? null : (
    <div lang="en">
      <Code text={`curl '${origin}/api/v1${sample.address}'`} />
      <Code text={sample.answer} />
    </div>
  )
}

/** One part of the API: what is written of it, examples, routes, schemas. */
export function renderApiGroup(page: PageContext, { origin, groups, group, guide, examples, hrefOf }: Part): string {
  const t = apiDocsTexts[page.reader.lang]
  const title = t.apiDocsNames[group.name]
  return inFrame(
    page,
    { title: `${t.apiDocsTitle}: ${title}`, description: t.apiDocsDescription },
    <>
      <p class="kicker">
        <a href={linkTo(page, '/docs/api')}>{t.apiDocsTitle}</a>
      </p>
      <h1>{title}</h1>
      <nav aria-label={t.apiDocsParts}>
        <ul class="parts">
          {groups.map(({ name }) => (
            <li>
              <a href={linkTo(page, `/docs/api/${name}`)} aria-current={name === group.name ? 'page' : undefined}>
                {t.apiDocsNames[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Language page={page} />
      {guide === '' ? null : (
        <div lang="en">
          <GuideView text={guide} title={apiDocsTexts.en.apiDocsNames[group.name]} hrefOf={hrefOf} />
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
      {group.operations.length === 0 ? null : (
        <div lang="en">
          <h2 id="routes">Routes</h2>
          {group.operations.map((operation) => (
            <OperationView page={page} operation={operation} />
          ))}
        </div>
      )}
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
