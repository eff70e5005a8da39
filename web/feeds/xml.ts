import { XMLBuilder } from 'fast-xml-parser'
import { toPiece } from '../parts/layout.tsx'

/** Names that begin with "@" are attributes, "#text" is what stands between the tags. */
export type XmlNode = { [name: string]: string | XmlNode | readonly (string | XmlNode)[] | undefined }

/** XML 1.0 has no way to write these, not even as references; a reader would refuse the whole feed for one. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\p{Surrogate}/gu

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
  format: true,
  indentBy: ' ',
})

export function toXml(root: XmlNode): string {
  const text: string = builder.build({ '?xml': { '@version': '1.0', '@encoding': 'utf-8' }, ...root })
  return toPiece(text.replaceAll(FORBIDDEN, ''))
}

/** On one line, as titles are. */
export const toLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
