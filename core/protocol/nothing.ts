import { z } from 'zod'

/** A request or an answer without members. */
export const nothing = z.strictObject({})
