import { spansOf } from '../pages/rule.tsx'
import type { Field, Kind, Operation, Schema } from '../reference.ts'
import { linkTo, type PageContext } from './page.ts'
import { StackTable } from './prose.tsx'

/** One route: what it takes, what it answers. */
export function OperationView({ page, operation }: { page: PageContext; operation: Operation }) {
  const { id, method, path, summary, text, needsKey, parameters, body, answers } = operation
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
    </section>
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
