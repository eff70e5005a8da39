import { spansOf } from '../pages/rule.tsx'
import type { Field, Kind, Operation, Schema, Shown } from '../reference.ts'
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
  return (
    <>
      {sent === '' ? null : <Text name={address === '' ? 'Comes' : `${method} /api/v1${address}`} text={sent} />}
      {answer === '' ? null : <Text name={sent === '' ? `${method} /api/v1${address}` : 'is answered'} text={answer} />}
    </>
  )
}

function Text({ name, text }: { name: string; text: string }) {
  return (
    <figure class="sample">
      <figcaption>
        For instance <code>{name}</code>
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls by itself must be reached by keyboard */}
      <pre tabindex={0}>{text.trimEnd()}</pre>
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
