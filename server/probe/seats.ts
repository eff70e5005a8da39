/** At most `seats` at once, the others wait in order. Gives what to call on leaving. */
export function createSeats(seats: number): () => Promise<() => void> {
  let free = seats
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  return async () => {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    return leave
  }
}
