import { taiwanDay } from '../../core/portal/taiwan-day.ts'
import { isInForce } from '../../core/portal/term.ts'
import type { PortalDatabase } from '../db/open-database.ts'
import { findLinks } from '../db/tables/links.ts'
import type { Handler } from '../http/call.ts'

export function listLinks({ database }: { readonly database: PortalDatabase }): Handler<'GET /api/links'> {
  return {
    event: 'read',
    async handle({ now }) {
      const today = taiwanDay(now)
      const links = (await findLinks(database.query)).filter((link) => isInForce(link, today))
      return {
        links: links.map(({ id, section, name, address, contact, phone }) => ({
          id,
          section,
          name,
          address,
          contact,
          phone,
        })),
      }
    },
  }
}
