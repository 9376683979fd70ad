import fontkit from '@pdf-lib/fontkit'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { decodePDFRawStream, PDFDocument, PDFRawStream } from 'pdf-lib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { missingIn, printFont } from '../../../server/support-reports/print-font.ts'
import { openTrueType } from '../../../server/support-reports/true-type-font.ts'
import { openTestPortal, support, type TestPortal } from '../test-portal.ts'
import {
  approve,
  bureau,
  contentOf,
  doctor,
  draft,
  hospital,
  move,
  reporter,
  seedSupport,
  send,
  taipeiBureau,
} from './support-pages.ts'

/** The text of a PDF as it would be copied: the numbers of the glyphs, by the map that is embedded with the font. */
function textOf(document: PDFDocument): string {
  const streams = document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []))
    .map((stream) => Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1'))
  const signs = new Map<string, string>()
  for (const map of streams.filter((it) => it.includes('beginbfchar'))) {
    for (const [, glyph = '', code = ''] of map.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>/g)) {
      signs.set(glyph, Buffer.from(code, 'hex').swap16().toString('utf16le'))
    }
  }
  const written = streams.join('\n').matchAll(/<([0-9A-F]+)> Tj/g)
  return Array.from(written, ([, glyphs = '']) =>
    (glyphs.match(/.{4}/g) ?? []).map((glyph) => signs.get(glyph) ?? '�').join(''),
  ).join('\n')
}

describe('the font of the form', () => {
  const path = '@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf'
  const bytes = readFileSync(createRequire(import.meta.url).resolve(path))

  it('keeps the outline of every glyph that is taken out of it, Chinese as wide as high, and is small', () => {
    const text = '報備支援核准證明：醫師法第八條之二，臺北市衛生局（林示範）Abc 0123 é ½ Å'
    const subset = openTrueType(bytes).subset(Array.from(text, (sign) => sign.codePointAt(0) ?? 0))
    const [whole, part] = [fontkit.create(bytes), fontkit.create(Buffer.from(subset))]
    for (const sign of new Set(text)) {
      const code = sign.codePointAt(0) ?? 0
      const [before, after] = [whole.glyphForCodePoint(code), part.glyphForCodePoint(code)]
      expect([sign, after.path.toSVG()]).toEqual([sign, before.path.toSVG()])
      if (/\p{Script=Han}/u.test(sign)) expect(after.advanceWidth).toBe(part.unitsPerEm)
    }
    expect(subset.length).toBeLessThan(40_000)
    expect(part.characterSet).toHaveLength(new Set(text).size)
  })

  it('says which characters it does not have', async () => {
    const font = await printFont()
    expect(missingIn(font, '煊堃喆\n𠮷王𠮷')).toBe('𠮷')
  })

  it('a file that is no font is refused', () => {
    expect(() => openTrueType(Buffer.from('%PDF-1.4 and more'))).toThrow('no TrueType font')
  })
})

describe('列印', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await openTestPortal()
  })
  beforeEach(async () => {
    await portal.database.clear()
    await seedSupport(portal)
  })
  afterAll(() => portal.close())

  const print = async (id: string) => {
    const page = await reporter(portal, doctor)
    const { address } = await page.ask('POST /api/support-reports/print', { id })
    const { status, headers, octets } = await page.download(address)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const document = await PDFDocument.load(octets)
    return { document, text: textOf(document), size: octets.length }
  }

  const verify = (code: string) =>
    portal
      .page({ origin: support })
      .ask('GET /api/support-reports/verify', undefined, { query: `?code=${code}`, proof: null })

  it('is a PDF with number, names and hours as text, and leads to a page that tells the state alone', async () => {
    const page = await reporter(portal, doctor)
    const sent = await send(page, contentOf(portal))
    const before = await print(sent.id)
    expect(before.document.getTitle()).toBe('醫事人員報備支援申請書')
    for (const word of [
      sent.number ?? '',
      '林示範',
      'A1****0017',
      hospital.name,
      '星期三 14:00 至 17:00',
      '臺中市',
      '骨科門診支援',
    ]) {
      expect(before.text).toContain(word)
    }
    expect(before.text).not.toContain('A199090017')
    expect(before.size).toBeLessThan(120_000)
    const { verify_code: code } = await portal.database.query
      .selectFrom('support_reports')
      .select('verify_code')
      .executeTakeFirstOrThrow()
    expect(await verify(code ?? '')).toEqual({ state: 'submitted', at: portal.clock.now().toISOString() })
    await approve(portal, sent)
    expect(await verify(code ?? '')).toMatchObject({ state: 'approved' })
    expect((await print(sent.id)).document.getTitle()).toBe('醫事人員報備支援核准證明')
  })

  it('of a change that is being written is of what is in force', async () => {
    const page = await reporter(portal, doctor)
    const approved = await approve(portal, await send(page, contentOf(portal)))
    const { id, version, content } = await move(page, approved, 'change')
    await page.ask('PUT /api/support-reports', { id, version, content: { ...content, reason: '另一個事由' } })
    const { text } = await print(id)
    expect([text.includes('骨科門診支援'), text.includes('另一個事由')]).toEqual([true, false])
  })

  it('a long reason goes on, and a draft has no form', async () => {
    const page = await reporter(portal, doctor)
    const weekly = Array.from({ length: 28 }, (_, at) => ({
      weekday: ((at % 7) + 1) as 1,
      from: `${10 + 3 * Math.floor(at / 7)}:00`,
      until: `${11 + 3 * Math.floor(at / 7)}:00`,
    }))
    const written = await draft(page, contentOf(portal, { weekly, reason: '長'.repeat(300) }))
    expect(await page.refusal('POST /api/support-reports/print', { id: written.id })).toMatchObject({
      code: 'ERR_REQUEST_SUPPORT_STATE',
    })
    const sent = await move(page, written, 'send', { knowsWarnings: true })
    expect((await print(sent.id)).document.getPageCount()).toBe(2)
  })

  it('a code that is none tells nothing, and there are few tries', async () => {
    const page = portal.page({ origin: support })
    const query = `?code=${'x'.repeat(22)}`
    const tries = []
    for (let count = 0; count < 31; count++) {
      tries.push(await page.refusal('GET /api/support-reports/verify', undefined, { query, proof: null }))
    }
    expect(tries.at(0)).toEqual({ status: 404, code: 'ERR_REQUEST_NOT_FOUND' })
    expect(tries.at(30)).toMatchObject({ code: 'ERR_REQUEST_TOO_MANY' })
    expect((await portal.refusalCounts()).map(({ event }) => event)).toContain('verify-support-report')
  })

  it('is not given to the bureau by this way', async () => {
    const sent = await send(await reporter(portal, doctor), contentOf(portal))
    const taipei = await bureau(portal, taipeiBureau)
    expect(await taipei.refusal('POST /api/support-reports/print', { id: sent.id })).toMatchObject({ status: 403 })
  })
})
