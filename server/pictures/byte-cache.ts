/** What was made lately, at most so many bytes of it: what nobody has asked for longest goes first. */
export function createByteCache<T>(mostBytes: number, bytesOf: (value: T) => number) {
  const kept = new Map<string, T>()
  let bytes = 0
  const drop = (key: string) => {
    const value = kept.get(key)
    if (value === undefined) return
    bytes -= bytesOf(value)
    kept.delete(key)
  }
  return {
    get(key: string): T | undefined {
      const value = kept.get(key)
      if (value === undefined) return undefined
      // A Map remembers the order of writing: the last asked for goes to its end.
      kept.delete(key)
      kept.set(key, value)
      return value
    },
    set(key: string, value: T): void {
      drop(key)
      if (bytesOf(value) > mostBytes) return
      kept.set(key, value)
      bytes += bytesOf(value)
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break
        drop(oldest)
      }
    },
    drop,
    bytes: () => bytes,
  }
}
