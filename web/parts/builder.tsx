import { BUILDER_WHENS, type BuilderView } from '../builder.ts'
import { RANGE_NAMES } from '../chart/model.ts'
import { EMBED_FORMS, EMBED_THEMES, hasChoice } from '../embed-code.ts'
import { formatZone } from '../format.ts'
import { guideTexts } from '../locales/guide.ts'
import { LANGS, LANGUAGE_NAME } from '../locales/language.ts'
import { Choose, Pick, Tick } from './builder-fields.tsx'
import { Result } from './builder-result.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

type Props = { page: PageContext; view: BuilderView }

/** Choose, look, copy: a plain form whose answer is the page itself; with script it answers at each choice (`elements/builder-page.ts`). */
export function Builder({ page, view }: Props) {
  const t = guideTexts[page.reader.lang]
  return (
    <form
      class="builder"
      id="builder"
      method="get"
      action={linkTo(page, '/newsroom')}
      data-widget={view.host.widget.stable}
    >
      <div class="builder-who">
        <Who page={page} view={view} />
      </div>
      <section class="builder-result" aria-label={t.guideResult}>
        <Result page={page} view={view} />
      </section>
      <div class="builder-how">
        <How page={page} view={view} />
        <p class="builder-send">
          <button class="plain-button" type="submit">
            {t.guideSubmit}
          </button>
        </p>
      </div>
    </form>
  )
}

function Who({ page, view }: Props) {
  const t = guideTexts[page.reader.lang]
  const { asked, open, categories, operators, problem, choice } = view
  const isWrong = problem === 'unknown' || problem === 'too-many'
  return (
    <fieldset>
      <legend>{t.guideWho}</legend>
      <label class="builder-of">
        <span class="unseen">{t.guideWho}</span>
        <input
          type="search"
          name="of"
          list="builder-names"
          value={asked.of === '' && asked.services.length === 0 ? choice?.about.services[0]?.name : asked.of}
          maxlength={200}
          autocomplete="off"
          aria-describedby="builder-of-note"
          aria-invalid={isWrong ? 'true' : undefined}
        />
      </label>
      <datalist id="builder-names">
        {categories.flatMap(({ services }) => services.map(({ name }) => <option>{name}</option>))}
        {operators.map(({ name }) => (
          <option>{name}</option>
        ))}
      </datalist>
      <p class="note" id="builder-of-note">
        {t.guideWhoNote}
      </p>
      {open.length === 0 ? null : (
        <p class="builder-open">
          {t.guideOpen}{' '}
          {open.map(({ id, name }, i) => (
            <>
              {i === 0 ? null : ' · '}
              <a href={linkTo(page, `/newsroom?of=i/${id}#builder`)} data-of={`i/${id}`}>
                {name}
              </a>
            </>
          ))}
        </p>
      )}
      <details class="builder-list" open={asked.services.length > 0}>
        <summary>{t.guideSeveral}</summary>
        {categories.map(({ category, services }) => (
          <fieldset>
            <legend>{wordsOf(page).category(category)}</legend>
            {services.map(({ slug, name }) => (
              <Tick name="with" value={slug} checked={asked.services.includes(slug)} words={name} />
            ))}
          </fieldset>
        ))}
      </details>
    </fieldset>
  )
}

function How({ page, view: { asked, choice } }: Props) {
  const t = guideTexts[page.reader.lang]
  const zone = formatZone(page.reader, page.now)
  const has = (what: 'theme' | 'range' | 'report') => choice === null || hasChoice(choice, what)
  return (
    <>
      <fieldset class="ticks">
        <legend>{t.guideForm}</legend>
        {EMBED_FORMS.map((form) => (
          <Pick name="form" value={form} checked={asked.form === form} words={t.guideForms[form]} />
        ))}
      </fieldset>
      <fieldset class="ticks">
        <legend>{t.guideWhen}</legend>
        {BUILDER_WHENS.map((when) => (
          <Pick name="when" value={when} checked={asked.when === when} words={t.guideWhens[when]} />
        ))}
        <label class="builder-at">
          <span>{t.guideAt(zone)}</span>
          <input
            type="datetime-local"
            name="as_of"
            value={/^[\d-]{10}T[\d:]{5}/.test(asked.asOf) ? asked.asOf.slice(0, 16) : ''}
          />
        </label>
        <p class="note">{t.guideWhenNote}</p>
      </fieldset>
      <fieldset class="builder-more">
        <legend>{t.guideMore}</legend>
        <Choose
          name="lang"
          label={t.guideLang}
          chosen={asked.lang}
          options={LANGS.map((lang) => [lang, LANGUAGE_NAME[lang]])}
        />
        <Choose
          name="theme"
          label={t.guideTheme}
          chosen={asked.theme}
          options={EMBED_THEMES.map((theme) => [theme, t.guideThemes[theme]])}
          without={t.guideNotHere}
          isVain={!has('theme')}
        />
        <Choose
          name="range"
          label={t.guideRange}
          chosen={asked.range}
          options={RANGE_NAMES.map((range) => [range, wordsOf(page).ranges[range]])}
          without={t.guideNotHere}
          isVain={!has('range')}
        />
        <Tick name="button" value="1" checked={asked.report} words={t.guideReport} />
        <p class="note" data-note="button" hidden={has('report')}>
          {t.guideNoReport}
        </p>
      </fieldset>
    </>
  )
}
