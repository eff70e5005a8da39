import drawing from '@svg-maps/italy'

/** A region's outline in the map's own grid. */
export type RegionOutline = { code: string; path: string }
type Point = [x: number, y: number]

/** The drawing is twenty times finer than a page shows it: one step of the grid is so many of its units. */
const GRID = 2.5

/** ISO 3166-2, by the drawing's own names. */
const CODES: Record<string, string> = {
  piedmont: 'IT-21',
  'aosta-valley': 'IT-23',
  lombardy: 'IT-25',
  'trentino-south-tyrol': 'IT-32',
  veneto: 'IT-34',
  'friuli-venezia-giulia': 'IT-36',
  liguria: 'IT-42',
  'emilia-romagna': 'IT-45',
  tuscany: 'IT-52',
  umbria: 'IT-55',
  marche: 'IT-57',
  lazio: 'IT-62',
  abruzzo: 'IT-65',
  molise: 'IT-67',
  campania: 'IT-72',
  apulia: 'IT-75',
  basilicata: 'IT-77',
  calabria: 'IT-78',
  sicily: 'IT-82',
  sardinia: 'IT-88',
}

/** Regions share their borders point by point, so that a coarser grid leaves no gap between them. */
function coarsen(path: string): string {
  return ringsOf(path)
    .map((ring) => withoutStraight(withoutRepeats(ring.map(([x, y]) => [Math.round(x / GRID), Math.round(y / GRID)]))))
    .filter((ring) => ring.length > 3)
    .map(toPath)
    .join('')
}

/** The drawing has nothing but rings of relative lines. */
function ringsOf(path: string): Point[][] {
  let [x, y] = [0, 0]
  return path.split(/(?=m)/).flatMap((part) => {
    if (!/^m[-\d.,e\s]+z?\s*$/.test(part)) throw new Error('the map is drawn otherwise than it was')
    const steps = [...part.matchAll(/(-?[\d.]+(?:e-?\d+)?)[,\s]+(-?[\d.]+(?:e-?\d+)?)/g)]
    const ring = steps.map(([, dx, dy]): Point => [(x += Number(dx)), (y += Number(dy))])
    // What closes a ring goes back to where it began.
    if (ring[0] !== undefined) [x, y] = ring[0]
    return [ring]
  })
}

const withoutRepeats = (ring: Point[]): Point[] =>
  ring.filter(([x, y], i) => i === 0 || x !== ring[i - 1]![0] || y !== ring[i - 1]![1])

/** A point between two in whose line it lies is not seen. */
function withoutStraight(ring: Point[]): Point[] {
  return ring.filter(([x, y], i) => {
    const [before, after] = [ring.at(i - 1)!, ring[(i + 1) % ring.length]!]
    return (x - before[0]) * (after[1] - y) !== (y - before[1]) * (after[0] - x)
  })
}

function toPath(ring: Point[]): string {
  const steps = ring.map(([x, y], i) => {
    const [fromX, fromY] = i === 0 ? [0, 0] : ring[i - 1]!
    return `${x - fromX} ${y - fromY}`
  })
  const [start, ...lines] = steps
  return `M${start}l${lines.join(' ')}z`.replaceAll(' -', '-')
}

type Drawing = { viewBox: string; locations: { id: string; path: string }[] }
// It is written as a module and called none: who loads it decides which of the two we get.
const either: unknown = drawing
const italy = 'default' in (either as object) ? (either as { default: Drawing }).default : (either as Drawing)

const [, , width = 0, height = 0] = italy.viewBox.split(' ').map(Number)
export const OUTLINE_WIDTH = Math.ceil(width / GRID)
export const OUTLINE_HEIGHT = Math.ceil(height / GRID)

export const ITALY: readonly RegionOutline[] = italy.locations.map(({ id, path }) => {
  const code = CODES[id]
  if (code === undefined) throw new Error(`${id} is no region that we know`)
  return { code, path: coarsen(path) }
})
