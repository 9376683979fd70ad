import { z } from 'zod'
import { type Asking, askOutside } from './ask-outside.ts'
import type { SmsGateway } from './sms-gateway.ts'

const answer = z.object({ accepted: z.literal(true) })

/** A gateway over HTTP, as docs/support-sign-in.md describes it. */
export function httpSmsGateway(asking: Asking, at: { readonly url: string; readonly token: string }): SmsGateway {
  return {
    send: async ({ id, to, text }) => {
      await askOutside(asking, {
        url: at.url,
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${at.token}` },
        idempotencyKey: id,
        body: JSON.stringify({ to, text }),
        read: (words) => answer.parse(JSON.parse(words)),
      })
    },
  }
}
