import type { Child } from 'hono/jsx'
import { spansOf } from '../pages/rule.tsx'
import type { Field, Kind, Operation, Schema, Shown } from '../reference.ts'
import { Code } from './guide.tsx'
import { linkTo, type PageContext } from './page.ts'
import { StackTable } from './prose.tsx'

/** One route: what it takes, what it answers. */
export function OperationView({ page, operation }: { page: PageContext; operation: Operation }) {
  const { id, method, path, summary, text, needsKey, parameters, body, answers, sample } = operation
  return (
    <section class="operation">
      <h3 id={id}>
        <a href={`#${id}`}>
          <code>{`${method} ${path}`.trim()}</code>
        </a>
      </h3>
      <p>
        <strong>{spansOf(summary)}.</strong> {spansOf(text)} {needsKey ? 'Needs a key.' : null}
      </p>
      {parameters.length === 0 ? null : (
        <StackTable
          head={['Parameter', 'Type', 'Meaning']}
          rows={parameters.map((field) => [
            <NameOf field={field} />,
            <KindView page={page} kind={field.type} />,
            <>
              <small>{field.where}</small> {spansOf(field.text)}
            </>,
          ])}
        />
      )}
      {body.length === 0 ? null : (
        <p>
          Body: <KindView page={page} kind={body} />
        </p>
      )}
      <StackTable
        head={['Answer', 'Body', 'When']}
        rows={answers.map((answer) => [
          answer.status,
          answer.type.length === 0 ? 'none' : <KindView page={page} kind={answer.type} />,
          spansOf(answer.text),
        ])}
      />
      {sample === undefined ? null : <SampleView method={method} sample={sample} />}
    </section>
  )
}

/** What a running server was asked, and what it answered. */
function SampleView({ method, sample: { address, sent, answer } }: { method: string; sample: Shown }) {
  const asked = <code>{`${method} /api/v1${address}`}</code>
  return (
    <>
      {sent === '' ? null : <Text name={<>For instance {address === '' ? null : asked}</>} text={sent} />}
      {answer === '' ? null : <Text name={sent === '' ? <>For instance {asked}</> : 'Its answer'} text={answer} />}
    </>
  )
}

function Text({ name, text }: { name: Child; text: string }) {
  return (
    <figure class="sample">
      <figcaption>{name}</figcaption>
      <Code text={text} />
    </figure>
  )
}

export function SchemaView({ page, schema: { name, fields } }: { page: PageContext; schema: Schema }) {
  return (
    <section class="operation">
      <h3 id={name}>
        <a href={`#${name}`}>
          <code>{name}</code>
        </a>
      </h3>
      <StackTable
        head={['Field', 'Type', 'Meaning']}
        rows={fields.map((field) => [
          <NameOf field={field} />,
          <KindView page={page} kind={field.type} />,
          spansOf(field.text),
        ])}
      />
    </section>
  )
}

function NameOf({ field: { name, isOptional } }: { field: Field }) {
  return (
    <>
      <code>{name}</code>
      {isOptional ? <small> optional</small> : null}
    </>
  )
}

function KindView({ page, kind }: { page: PageContext; kind: Kind[] }) {
  return (
    <>
      {kind.map((part) =>
        typeof part === 'string' ? (
          part
        ) : (
          <a href={part.href.startsWith('/') ? linkTo(page, part.href) : part.href}>{part.schema}</a>
        ),
      )}
    </>
  )
}
