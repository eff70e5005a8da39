import { expect, it } from 'vitest'
import { parseMarkdown, parseSpans } from './markdown.ts'

it('reads the blocks that our documents use', () => {
  const text = `# Title

One line
and its second.

<!-- a remark
of two lines -->
<a id="d1"></a>

## Next

- first
  goes on
- second

1. one
2. two

| a | b |
|---|---|
| 1 \\| 2 | 3 |

\`\`\`sh
npm run x

y
\`\`\`

![A curve](images/detection/d1-1.svg)

<sub>small</sub>`
  expect(parseMarkdown(text)).toEqual([
    { kind: 'heading', level: 1, text: 'Title' },
    { kind: 'paragraph', text: 'One line and its second.' },
    { kind: 'anchor', id: 'd1' },
    { kind: 'heading', level: 2, text: 'Next' },
    { kind: 'list', ordered: false, items: ['first goes on', 'second'] },
    { kind: 'list', ordered: true, items: ['one', 'two'] },
    { kind: 'table', head: ['a', 'b'], rows: [['1 | 2', '3']] },
    { kind: 'code', text: 'npm run x\n\ny' },
    { kind: 'image', alt: 'A curve', src: 'images/detection/d1-1.svg' },
    { kind: 'note', text: 'small' },
  ])
})

it('reads code that is set in below an entry of a list', () => {
  expect(parseMarkdown('- One:\n\n  ```yaml\n  a:\n    b: 1\n  ```\n\n- Two')).toEqual([
    { kind: 'list', ordered: false, items: ['One:'] },
    { kind: 'code', text: 'a:\n  b: 1' },
    { kind: 'list', ordered: false, items: ['Two'] },
  ])
})

it('reads emphasis, code and links within a line, and leaves a lone star alone', () => {
  expect(parseSpans('a **b** `c*d*` [e](https://x.example/) 2 * 3')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'c*d*' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'e', href: 'https://x.example/' },
    { kind: 'text', text: ' 2 * 3' },
  ])
})
