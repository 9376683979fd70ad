import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { encodeBig5 } from '../../core/bytes/big5.ts'
import type { ClaimsResult } from '../../core/claims/check.ts'
import { errorListColumns, errorListRow, errorListTitle } from '../../core/claims/error-list.ts'
import { type ClaimsFinding, findingLine } from '../../core/claims/finding.ts'
import { say } from '../../core/i18n/text.ts'
import { byteOrderMark, csvLine } from '../../core/tables/csv.ts'
import { toOds } from '../../core/tables/ods.ts'
import type { SheetValue } from '../../core/tables/sheet.ts'
import type { OutputKind, StoredResult } from '../db/tables/claims-files.ts'

const language = 'zh-TW'

/** A spreadsheet with more rows takes minutes to open, and is whole in memory here. */
const mostOdsRows = 20_000

/** The files that come of a check, by what they are. */
export const outputPaths = (directory: string): Readonly<Record<OutputKind, string>> => ({
  findings: join(directory, 'findings.jsonl'),
  csv: join(directory, 'list.csv'),
  big5: join(directory, 'list-big5.csv'),
  ods: join(directory, 'list.ods'),
})

/** Writes 檢核錯誤明細表 while the check goes on; nothing of it but the spreadsheet's rows is kept in memory. */
export class OutputWriter {
  readonly #paths: ReturnType<typeof outputPaths>
  readonly #csv: number
  readonly #big5: number
  /** By rule: they are read by rule. A check gives out so many of each and no more. */
  readonly #lines = new Map<string, string[]>()
  readonly #rows: (readonly SheetValue[])[] = []
  #number = 0

  constructor(directory: string) {
    this.#paths = outputPaths(directory)
    this.#csv = openSync(this.#paths.csv, 'w', 0o600)
    this.#big5 = openSync(this.#paths.big5, 'w', 0o600)
    const titles = csvLine(errorListColumns(language))
    writeSync(this.#csv, byteOrderMark + titles)
    writeSync(this.#big5, encodeBig5(titles, { hkscs: true }).bytes)
  }

  add(findings: readonly ClaimsFinding[]): void {
    let text = ''
    for (const finding of findings) {
      const row = errorListRow(finding, ++this.#number, language)
      text += csvLine(row)
      if (this.#rows.length < mostOdsRows) this.#rows.push(row)
      const lines = this.#lines.get(finding.rule) ?? []
      lines.push(findingLine(finding))
      this.#lines.set(finding.rule, lines)
    }
    writeSync(this.#csv, text)
    writeSync(this.#big5, encodeBig5(text, { hkscs: true }).bytes)
  }

  end(result: ClaimsResult): StoredResult {
    this.close()
    const places: Record<string, { from: number; bytes: number }> = {}
    let from = 0
    const findings = openSync(this.#paths.findings, 'w', 0o600)
    try {
      for (const [rule, lines] of this.#lines) {
        const bytes = Buffer.from(lines.join(''))
        writeSync(findings, bytes)
        places[rule] = { from, bytes: bytes.byteLength }
        from += bytes.byteLength
      }
    } finally {
      closeSync(findings)
    }
    const title = say(errorListTitle, language)
    writeFileSync(this.#paths.ods, toOds({ title, columns: [...errorListColumns(language)], rows: this.#rows }), {
      mode: 0o600,
    })
    return { ...result, places }
  }

  close(): void {
    closeSync(this.#csv)
    closeSync(this.#big5)
  }
}
