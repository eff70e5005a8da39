// What AMP and Pym do in a newspaper's page: a frame that announces its height is given it.

const frames = [...document.querySelectorAll('iframe')]

addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  const frame = frames.find(({ contentWindow }) => contentWindow === source)
  const height = heightOf(data)
  if (frame !== undefined && height > 0) frame.height = String(Math.ceil(height))
})

function heightOf(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0
  const { sentinel, type, height } = data as Record<string, unknown>
  return sentinel === 'amp' && type === 'embed-size' ? Number(height) || 0 : 0
}
