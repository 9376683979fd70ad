import { z } from 'zod'

/** Who made what of a small record of the back office, newest first. */
export const recordVersions = z.strictObject({
  versions: z.array(
    z.strictObject({
      version: z.int(),
      at: z.iso.datetime(),
      by: z.string(),
      /** What it changed, with what stood there from then on; of the first version everything. */
      changes: z.array(z.strictObject({ field: z.string(), value: z.string() })),
    }),
  ),
})
export type RecordVersions = z.output<typeof recordVersions>

/** How such a record is kept: who changes an older version than the newest is told so. */
export const recordState = z.strictObject({
  id: z.uuid(),
  version: z.int().min(1),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
})

export const recordId = z.strictObject({ id: z.uuid() })

/** For `refine` of what has two days. */
export const endsAfterItBegins = ({ fromDay, untilDay }: { fromDay: string; untilDay: string | null }): boolean =>
  untilDay === null || untilDay >= fromDay

export const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .optional()
