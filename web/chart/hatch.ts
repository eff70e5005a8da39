const SIZE_PX = 6

let made: { line: string; pattern: CanvasPattern } | undefined

/** Thin lines aslant, as `#gap` of the drawing without script. */
export function hatch(ctx: CanvasRenderingContext2D, line: string): CanvasPattern | string {
  if (made?.line === line) return made.pattern
  const tile = document.createElement('canvas')
  tile.width = SIZE_PX
  tile.height = SIZE_PX
  const pen = tile.getContext('2d')
  if (pen === null) return line
  pen.strokeStyle = line
  pen.globalAlpha = 0.55
  pen.lineWidth = 1
  // From corner to corner, and the corners of the neighbours, so that tiles join.
  for (const shift of [-SIZE_PX, 0, SIZE_PX]) {
    pen.moveTo(shift, SIZE_PX)
    pen.lineTo(shift + SIZE_PX, 0)
  }
  pen.stroke()
  const pattern = ctx.createPattern(tile, 'repeat')
  if (pattern === null) return line
  made = { line, pattern }
  return pattern
}
