/** Edits beyond the limit are not counted out: the answer is then just "too far". */
export const TOO_FAR = Infinity

/**
 * Typing errors between two words: letters left out, put in, mistaken, or swapped with their neighbour (optimal string
 * alignment). `whole` is the distance to all of `target`, `start` to the best beginning of it, as while somebody still types.
 */
export function editDistance(typed: string, target: string, limit: number): { whole: number; start: number } {
  // Letters past this cannot come back within the limit, so a long target costs no more than a short one.
  const width = Math.min(target.length, typed.length + limit)
  let beforeLast: number[] = []
  let last = Array.from({ length: width + 1 }, (_, i) => i)
  for (let i = 1; i <= typed.length; i++) {
    const row = [i]
    for (let j = 1; j <= width; j++) {
      const same = typed[i - 1] === target[j - 1]
      let cost = Math.min(cell(last, j) + 1, cell(row, j - 1) + 1, cell(last, j - 1) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && typed[i - 1] === target[j - 2] && typed[i - 2] === target[j - 1]
      if (swapped) cost = Math.min(cost, cell(beforeLast, j - 2) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > limit) return { whole: TOO_FAR, start: TOO_FAR }
    beforeLast = last
    last = row
  }
  const whole = width === target.length ? cell(last, width) : TOO_FAR
  const start = Math.min(...last)
  return { whole: whole > limit ? TOO_FAR : whole, start: start > limit ? TOO_FAR : start }
}

function cell(row: readonly number[], index: number): number {
  return row[index] ?? TOO_FAR
}
