import { z } from 'zod'

/** An OpenAPI 3.1 document, as far as its own route promises it. */
export const openapiDocument = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  /** Path → method in lower case → operation. */
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
})
export type OpenapiDocument = z.output<typeof openapiDocument>
