/** The time that something may take in all. To be released. */
export type Limit = {
  signal: AbortSignal
  ended(): 'timeout' | 'stopped' | undefined
  release(): void
}

/** `AbortSignal.any` would leave something behind in `outer` for each request, and `outer` may live as long as the process. */
export function openLimit(timeoutMs: number, outer: AbortSignal | undefined): Limit {
  const inner = new AbortController()
  let ended: 'timeout' | 'stopped' | undefined
  const end = (why: 'timeout' | 'stopped') => {
    ended ??= why
    inner.abort()
  }
  const stop = () => end('stopped')
  const timer = setTimeout(end, timeoutMs, 'timeout')
  outer?.addEventListener('abort', stop, { once: true })
  if (outer?.aborted) stop()
  return {
    signal: inner.signal,
    ended: () => ended,
    release() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', stop)
    },
  }
}

/** A name look-up cannot be called back, but nobody has to wait for it. */
export async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let stop: (() => void) | undefined
  const stopped = new Promise<never>((_, fail) => {
    stop = () => fail(new Error('stopped'))
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    if (stop) signal.removeEventListener('abort', stop)
  }
}
