import { describe, expect, it } from 'vitest'
import { guessLanguage } from './language.ts'
import { cut, decodeXml, htmlToText, tidy } from './plain-text.ts'

describe('HTML as text', () => {
  it.each([
    ['<p>We are <b>investigating</b> this.</p><p>Sorry.</p>', 'We are investigating this.\n\nSorry.'],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    [
      "<p><small>Jun <var data-var='date'>18</var></small><br><strong>Resolved</strong> - Ok</p>",
      'Jun 18\nResolved - Ok',
    ],
    ['Il servizio &egrave; attivo &ndash; pi&ugrave; tardi&nbsp;altro', 'Il servizio è attivo – più tardi altro'],
    ['a < b and c > d', 'a < b and c > d'],
    ['x<script>alert(1)</script>y<style>p{}</style>z', 'xyz'],
    ['x<SCRIPT>alert(1)</sCript >y', 'xy'],
    ['x<script>for ever', 'x'],
    ['x<!-- <b>hidden</b> -->y', 'xy'],
    ['x<!-- for ever', 'x'],
    // Letters that have another length in lower case.
    ['İİİİ<b>x</b><script>alert(1)</script>y', 'İİİİxy'],
    ['<img src=x onerror="alert(1)">hello', 'hello'],
    ['<b', ''],
    ['&lt;b&gt;shown&lt;/b&gt;', '<b>shown</b>'],
    ['&#8217;&#x27;&#0;&#xD800;&#9999999;', "’'"],
    ['&unknown; &AMP; &amp', '&unknown; &AMP; &amp'],
    ['&toString; &valueOf;', '&toString; &valueOf;'],
    ['a\u202eb\u0000c\ud800', 'ab c'],
  ])('%j', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  it('is read once through, whatever it is', () => {
    for (const unit of ['<', '<!--', '<script', '<a<b', '&', '&amp', '<p>', '</', '<script>x'])
      expect(htmlToText(unit.repeat(200_000)).length).toBeLessThan(2_000_000)
  })
})

it('undoes one level of escapes of XML, and no name of its own', () => {
  expect(decodeXml('&lt;b&gt; &amp;lt; &#65;&#x42; &nbsp; &lol9;')).toBe('<b> &lt; AB &nbsp; &lol9;')
})

it('cuts long text between characters, and says so', () => {
  expect(cut('abcdef', 6)).toBe('abcdef')
  expect(cut('abcdef', 5)).toBe('abcd…')
  expect(cut('abc😀def', 5)).toBe('abc…')
})

it('puts lines and spaces in order', () => {
  expect(tidy('  a \r\n\r\n\r\n\r\n b\t\tc\u2028d  ')).toBe('a\n\nb c\nd')
})

it('knows Italian and English by their small words, and nothing else', () => {
  expect(guessLanguage('Stiamo verificando un problema che riguarda alcuni utenti del servizio.')).toBe('it')
  expect(guessLanguage('We are investigating an issue with the mail service.')).toBe('en')
  expect(guessLanguage('Wir untersuchen gerade eine Störung.')).toBe('und')
  expect(guessLanguage('')).toBe('und')
})
