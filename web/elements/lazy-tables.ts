import { localiseTimes } from './times.ts'
import type { Reader } from '../format.ts'
import { swapParts } from './swap-parts.ts'

const TABLES = '[data-part=tables]'

/** The figures of a chart, hundreds of rows: exchanged when somebody looks at them. Gives what takes a fresh copy of the page. */
export function createLazyTables(root: ParentNode, reader: Reader): (fresh: Document) => void {
  const details = root.querySelector(TABLES)?.closest('details')
  let waiting: Document | undefined
  const exchange = () => {
    if (waiting === undefined || !details?.open) return
    swapParts(waiting, [TABLES])
    localiseTimes(details, reader)
    waiting = undefined
  }
  details?.addEventListener('toggle', exchange)
  return (fresh) => {
    waiting = fresh
    exchange()
  }
}
