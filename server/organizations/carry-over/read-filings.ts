import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { carriedOverService } from '../../../core/portal/carry-over.ts'
import { type ServiceCode, serviceCodes } from '../../../core/portal/services.ts'
import { institutionCode } from '../../../core/protocol/session.ts'
import { Refusal } from '../../command/outcome.ts'
import { wordsOf } from '../../run-program.ts'

/** What is known of an institution on the old Internet platform. */
export interface Filing {
  readonly institutionCode: string
  /** The day on which it last filed claims there. */
  readonly lastFiled: string
  /** What it had applied for there. */
  readonly services: readonly ServiceCode[]
}

const services = z
  .string()
  .transform((text) => text.split(/\s+/).filter((code) => code !== ''))
  .pipe(z.array(z.enum(serviceCodes)))
  .transform((codes) => (codes.length === 0 ? [carriedOverService] : codes))

const line = z.tuple([institutionCode, z.iso.date(), services])

const toldLines = 10

/**
 * Reads `institution,day of the last filing[,services, between spaces]`, a line each; a line that begins with # is a remark.
 * Throws a Refusal that names the wrong lines: then nothing was done.
 */
export async function readFilings(path: string): Promise<Filing[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Refusal(`the list cannot be read: ${wordsOf(error)}`, { cause: error })
  })
  const wrong: number[] = []
  const filings = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((row, index) => {
      if (row.trim() === '' || row.startsWith('#')) return []
      const [code, day, had = '', ...more] = row.split(',').map((cell) => cell.trim())
      const { data } = line.safeParse([code, day, had])
      if (data && more.length === 0) return [{ institutionCode: data[0], lastFiled: data[1], services: data[2] }]
      wrong.push(index + 1)
      return []
    })
  if (wrong.length > 0) {
    const told = wrong.slice(0, toldLines).join(', ')
    throw new Refusal(
      `not "institution,day[,services]" in ${wrong.length} lines: ${told}${wrong.length > toldLines ? ' …' : ''}`,
    )
  }
  return filings
}
