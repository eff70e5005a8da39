import type { ScopeCell } from '../../shared/incident.ts'
import { Device, type Component } from '../../shared/provider.ts'
import { formatList } from '../format.ts'
import { halfBack } from '../half-back.ts'
import { wordsOf, type PageContext } from './page.ts'
import { componentName } from '../component-name.ts'

type Props = { page: PageContext; scope: readonly ScopeCell[]; components: readonly Component[] }

/** "Back on Android; still problems on iPhone, except the web": where it is neither here nor there. */
export function HalfBackLine({ page, scope, components }: Props) {
  const words = halfBackWords(page, scope, components)
  return words === null ? null : <p class="half-back">{words}</p>
}

export function halfBackWords(
  page: PageContext,
  scope: readonly ScopeCell[],
  components: readonly Component[],
): string | null {
  const t = wordsOf(page)
  const { lang } = page.reader
  const half = halfBack(scope)
  if (half === undefined) return null
  const name = (of: 'device' | 'component', value: string) => {
    const device = of === 'device' ? Device.safeParse(value).data : undefined
    if (device !== undefined) return t.device(device)
    return componentName(components, value, lang) ?? value
  }
  const names = (values: string[]) =>
    formatList(
      lang,
      values.map((value) => name(half.of, value)),
    )
  const spared =
    half.spared.length === 0
      ? null
      : formatList(
          lang,
          half.spared.map((s) => name(s.of, s.value)),
        )
  return (half.of === 'device' ? t.devicesBack : t.partsBack)(names(half.back), names(half.still), spared)
}
