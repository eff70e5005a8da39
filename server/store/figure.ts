const DIGITS = 4

/** An estimate as it is told: more digits would say that it is surer than it is. */
export function toFigure(value: number): number
export function toFigure(value: number | null): number | null
export function toFigure(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(DIGITS))
}
