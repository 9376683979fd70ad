import { z } from 'zod'
import { divisionCodes } from '../portal/divisions.ts'
import { importFaultCodes } from '../portal/institution-import.ts'
import { institutionTypeCodes } from '../portal/institution-types.ts'
import { institutionCode } from './session.ts'

/** Beside the file, which is the body. */
export const newImport = z.strictObject({ name: z.string().min(1).max(300) })

const change = z.strictObject({
  line: z.int(),
  code: institutionCode,
  name: z.string(),
  type: z.enum(institutionTypeCodes),
  division: z.enum(divisionCodes),
  /** What changes of one that is known. */
  fields: z.array(z.string()),
})

/** What a file would do. Lists hold the first; the counts are of all. */
export const importCheck = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Rows below the titles. */
  rows: z.int(),
  counts: z.strictObject({
    new: z.int(),
    changed: z.int(),
    ended: z.int(),
    same: z.int(),
    faulty: z.int(),
    /** Codes whose check digit is not as it should be; they are taken. */
    odd: z.int(),
  }),
  faults: z.array(z.strictObject({ line: z.int(), code: z.string(), faults: z.array(z.enum(importFaultCodes)) })),
  odd: z.array(z.strictObject({ line: z.int(), code: z.string() })),
  new: z.array(change),
  changed: z.array(change),
  ended: z.array(change),
  /** Of all that it would do: what is confirmed is what was seen. */
  digest: z.string(),
})
export type ImportCheck = z.output<typeof importCheck>

export const importConfirmation = z.strictObject({ id: z.uuid(), digest: z.string().max(100) })

/** What was done. */
export const importOutcome = z.strictObject({ new: z.int(), changed: z.int(), ended: z.int(), same: z.int() })
