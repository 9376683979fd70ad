import type { Selectable } from 'kysely'
import { type LinkSection, linkSectionCodes } from '../../../core/portal/links.ts'
import type { Term } from '../../../core/portal/term.ts'
import type { Queryable } from '../database.ts'
import { beginEdition } from './public-content.ts'

export interface LinksTable {
  id: string
  section: LinkSection
  name: string
  address: string
  contact: string
  phone: string
  position: number
  from_day: string
  until_day: string | null
  version: number
  changed_at: Date
  changed_by: string
}

/** One of 友善連結. */
export interface PortalLink extends Term {
  readonly id: string
  readonly section: LinkSection
  readonly name: string
  readonly address: string
  readonly contact: string
  readonly phone: string
  readonly position: number
  readonly version: number
  readonly changedAt: Date
  /** A person's id. */
  readonly changedBy: string
}

/** In the order of the page: by section, position and name. */
export async function findLinks(query: Queryable): Promise<PortalLink[]> {
  const rows = await query.selectFrom('links').selectAll().orderBy('position').orderBy('name').orderBy('id').execute()
  const order = (row: { readonly section: LinkSection }) => linkSectionCodes.indexOf(row.section)
  return rows.toSorted((a, b) => order(a) - order(b)).map(toLink)
}

/** Nobody else changes it until the transaction ends. */
export async function lockLink(query: Queryable, id: string): Promise<PortalLink | undefined> {
  const row = await query.selectFrom('links').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toLink(row)
}

export async function saveLink(query: Queryable, link: PortalLink): Promise<void> {
  const { id, section, name, address, contact, phone, position, version } = link
  const row = {
    section,
    name,
    address,
    contact,
    phone,
    position,
    from_day: link.fromDay,
    until_day: link.untilDay,
    version,
    changed_at: link.changedAt,
    changed_by: link.changedBy,
  }
  await query
    .insertInto('links')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  await beginEdition(query)
}

const toLink = ({ from_day, until_day, changed_at, changed_by, ...row }: Selectable<LinksTable>): PortalLink => ({
  ...row,
  fromDay: from_day,
  untilDay: until_day,
  changedAt: changed_at,
  changedBy: changed_by,
})
