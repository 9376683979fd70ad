import { z } from 'zod'

/** As it is typed. Longer than any that can be set: it is hashed whole, so it needs some end before that. */
export const typedPassword = z.string().min(1).max(1024)
