import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import makeCode from 'qrcode-generator'
import { printFont } from './print-font.ts'

/** What a printed form says: lines of names and values, and where its code leads. */
export interface PrintedForm {
  readonly title: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly notes: readonly string[]
  /** The address in the code. */
  readonly verifyAddress: string
  readonly verifyText: string
}

/** A4, in points. */
const width = 595.28
const height = 841.89
const margin = 56
const nameWidth = 110
const codeSide = 96

/** The form as PDF, with the glyphs that it uses embedded. A text of any length goes on to further pages. */
export async function printForm(form: PrintedForm): Promise<Uint8Array> {
  const whole = await printFont()
  const pages = '0123456789/ '
  const texts = [form.title, ...form.facts.flat(), ...form.notes, form.verifyText, pages].join('')
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const codePoints = Array.from(texts, (sign) => sign.codePointAt(0) ?? 0)
  const font = await document.embedFont(whole.subset(codePoints), { subset: false })
  document.setTitle(form.title, { showInWindowTitleBar: true })
  document.setLanguage('zh-TW')
  const pen = new Pen(document, font)
  pen.write(form.title, { size: 18, after: 14 })
  for (const [name, value] of form.facts) pen.fact(name, value)
  pen.space(10)
  for (const note of form.notes) pen.write(note, { size: 9, after: 4 })
  pen.code(form.verifyAddress, form.verifyText)
  return await document.save()
}

const bound: ReadonlySet<string> = new Set('，。、；：！？）」』')

const ink = rgb(0.1, 0.1, 0.1)
const line = rgb(0.7, 0.7, 0.7)

class Pen {
  readonly #document: PDFDocument
  readonly #font: PDFFont
  /** Of each sign, at one point. */
  readonly #widths = new Map<string, number>()
  #page: PDFPage
  #y = height - margin

  constructor(document: PDFDocument, font: PDFFont) {
    this.#document = document
    this.#font = font
    this.#page = document.addPage([width, height])
  }

  write(text: string, { size, after }: { readonly size: number; readonly after: number }): void {
    for (const row of this.#rows(text, size, width - 2 * margin)) {
      this.#need(size * 1.4)
      this.#y -= size * 1.4
      this.#page.drawText(row, { x: margin, y: this.#y, size, font: this.#font, color: ink })
    }
    this.space(after)
  }

  /** A name, with its value beside it, above a line. */
  fact(name: string, value: string): void {
    const size = 11
    const step = size * 1.5
    const rows = this.#rows(value, size, width - 2 * margin - nameWidth)
    for (const [index, row] of rows.entries()) {
      this.#need(step)
      this.#y -= step
      const at = { y: this.#y, size, font: this.#font, color: ink }
      if (index === 0) this.#page.drawText(name, { x: margin, ...at })
      this.#page.drawText(row, { x: margin + nameWidth, ...at })
    }
    const y = this.#y - 5
    this.#page.drawLine({ start: { x: margin, y }, end: { x: width - margin, y }, thickness: 0.5, color: line })
    this.space(5)
  }

  space(points: number): void {
    this.#y -= points
  }

  /** A QR code (ISO/IEC 18004, level M), with a text beside it. */
  code(address: string, text: string): void {
    this.#need(codeSide + 20)
    const code = makeCode(0, 'M')
    code.addData(address)
    code.make()
    const count = code.getModuleCount()
    const side = codeSide / count
    const top = this.#y - 10
    for (let row = 0; row < count; row++) {
      // One rectangle for each run of dark modules: no hairlines between them.
      for (let column = 0; column < count; column++) {
        const begins = column
        while (column < count && code.isDark(row, column)) column++
        if (column === begins) continue
        const place = { x: margin + begins * side, y: top - (row + 1) * side }
        this.#page.drawRectangle({ ...place, width: (column - begins) * side, height: side, color: rgb(0, 0, 0) })
      }
    }
    let y = top
    for (const row of this.#rows(text, 10, width - 2 * margin - codeSide - 16)) {
      y -= 15
      this.#page.drawText(row, { x: margin + codeSide + 16, y, size: 10, font: this.#font, color: ink })
    }
  }

  #need(points: number): void {
    if (this.#y - points >= margin) return
    this.#page = this.#document.addPage([width, height])
    this.#y = height - margin
  }

  /** Chinese breaks anywhere, but not before a mark that belongs to what stands before it. */
  #rows(text: string, size: number, room: number): string[] {
    return text.split(/\r?\n/).flatMap((paragraph) => {
      const rows = ['']
      let used = 0
      for (const sign of paragraph) {
        const step = this.#widthOf(sign) * size
        if (used > 0 && used + step > room && !bound.has(sign)) {
          rows.push('')
          used = 0
        }
        rows[rows.length - 1] += sign
        used += step
      }
      return rows
    })
  }

  #widthOf(sign: string): number {
    const known = this.#widths.get(sign) ?? this.#font.widthOfTextAtSize(sign, 1)
    this.#widths.set(sign, known)
    return known
  }
}
