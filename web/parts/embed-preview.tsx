import { elementAttributes, frameAddress, pictureAddress, SANDBOX, type EmbedChoice } from '../embed-code.ts'
import { frameHeight, PICTURE_HEIGHT, PICTURE_WIDTH } from '../embed-size.ts'
import { guideTexts } from '../locales/guide.ts'

const HERE = { origin: '' }

/** What the code will show, from our own host. The element is the real one; where no script runs its frame stands for it. */
export function EmbedPreview({ choice }: { choice: EmbedChoice }) {
  const { about, form, lang } = choice
  if (form === 'badge')
    return (
      <>
        {about.services.map(({ slug, name }) => (
          <img src={`/badge/${slug}.svg?lang=${lang}`} alt={guideTexts[lang].guideBadgeAlt(name)} height="20" />
        ))}
      </>
    )
  if (form === 'picture')
    return (
      <img
        src={pictureAddress(choice, HERE, 'svg')}
        alt={guideTexts[lang].guidePictureAlt(about.title)}
        width={PICTURE_WIDTH}
        height={PICTURE_HEIGHT}
      />
    )
  if (form !== 'element') return <Frame choice={choice} />
  return (
    <>
      <brusio-widget {...Object.fromEntries(elementAttributes(choice))}>
        <a href={`/${lang}${about.path}`}>{guideTexts[lang].guideFallback(about.title)}</a>
      </brusio-widget>
      <noscript>
        <Frame choice={choice} />
      </noscript>
    </>
  )
}

function Frame({ choice }: { choice: EmbedChoice }) {
  return (
    <iframe
      src={frameAddress(choice, HERE)}
      title={guideTexts[choice.lang].guideFrameTitle(choice.about.title)}
      height={frameHeight(choice)}
      sandbox={SANDBOX}
      loading="lazy"
    ></iframe>
  )
}
