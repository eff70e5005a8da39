import type { Testimony } from '../../shared/incident.ts'
import { disputedWords, voiceLines, type VoiceLine } from '../testimony.ts'
import { wordsOf, type PageContext } from './page.ts'

/** Which of the three speak, and what they say. The script rewrites the words. */
export function Testimonies({
  page,
  testimony,
  speaker,
}: {
  page: PageContext
  testimony: Testimony
  speaker: string
}) {
  const t = wordsOf(page)
  const { lang } = page.reader
  return (
    <div class="testimony" data-part="testimony" data-speaker={speaker}>
      <ul aria-label={t.voicesLabel}>
        {voiceLines(lang, testimony).map(({ voice, says, words }) => (
          <li data-voice={voice} data-says={says}>
            <VoiceMark voice={voice} /> <span class="who">{t.voiceName(voice, speaker)}:</span>{' '}
            <span data-part="says">{words}</span>
          </li>
        ))}
      </ul>
      <p class="disputed" data-part="disputed">
        {disputedWords(lang, testimony, speaker)}
      </p>
    </div>
  )
}

/** Each of the three has its own shape, here as on the chart; filled where it says that something is wrong. */
export function VoiceMark({ voice }: { voice: VoiceLine['voice'] }) {
  return (
    <svg class="mark voice" viewBox="0 0 20 20" aria-hidden="true">
      {voice === 'crowd' ? <path d="M3 17v-5h4v5zM8 17V4h4v13zM13 17V9h4v8z" class="shape" /> : null}
      {voice === 'probes' ? <path d="M4 4l12 12M16 4 4 16" class="stroke" /> : null}
      {voice === 'official' ? <path d="M10 2l8 8-8 8-8-8z" class="shape" /> : null}
    </svg>
  )
}
