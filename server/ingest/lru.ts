/** Remembers the `max` last used answers of a function of one text. */
export function remember<V>(max: number, read: (text: string) => V): (text: string) => V {
  const known = new Map<string, V>()
  return (text) => {
    let value = known.get(text)
    if (value === undefined) {
      value = read(text)
      if (known.size >= max) known.delete(known.keys().next().value!)
    } else if (known.size > max / 2) {
      // A Map keeps the order of insertion: the newest goes to the end. Below half nobody is near the door.
      known.delete(text)
    } else return value
    known.set(text, value)
    return value
  }
}
