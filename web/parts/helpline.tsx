import type { Provider } from '../../shared/provider.ts'
import { wordsOf, type PageContext } from './page.ts'

/** `helpline` may name several numbers, " / " between them. */
const numbersOf = (helpline: string): string[] => helpline.split(' / ')

function Numbers({ helpline }: { helpline: string }) {
  return (
    <>
      {numbersOf(helpline).map((number, i) => (
        <>
          {i === 0 ? '' : ' / '}
          <a href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>{number}</a>
        </>
      ))}
    </>
  )
}

/** Where the provider itself is to be reached. */
export function Helpline({ page, provider }: { page: PageContext; provider: Provider }) {
  const t = wordsOf(page)
  if (provider.helpline !== null) {
    return (
      <>
        {t.helpline}: <Numbers helpline={provider.helpline} />
      </>
    )
  }
  return provider.support_page === null ? null : (
    <a href={provider.support_page} rel="noopener nofollow">
      {t.supportPage}
    </a>
  )
}

/** "This does not tell TIM: call 187." */
export function TellThem({ page, provider }: { page: PageContext; provider: Provider }) {
  const t = wordsOf(page)
  const { name, helpline, support_page: support } = provider
  if (helpline !== null) {
    return (
      <>
        {t.tellThem(name)}: {t.callThem} <Numbers helpline={helpline} />.
      </>
    )
  }
  if (support === null) return <>{t.tellThem(name)}.</>
  return (
    <>
      {t.tellThem(name)}:{' '}
      <a href={support} rel="noopener nofollow">
        {t.askThem}
      </a>
      .
    </>
  )
}
