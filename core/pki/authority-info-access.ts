import { type DerValue, readAll, tags } from './der.ts'
import { readOid } from './der-primitives.ts'
import { parseGeneralName } from './general-name.ts'
import { accessMethodOids } from './oids.ts'

/** The addresses of OCSP responders in authorityInfoAccess (RFC 5280 §4.2.2.1). */
export function parseOcspResponders(value: DerValue): string[] {
  const what = 'authorityInfoAccess'
  const responders: string[] = []
  readAll(value, what, tags.sequence, (description) => {
    const reader = description.reader()
    const method = readOid(reader.read(what, tags.oid), what)
    const location = parseGeneralName(reader.read(what), what)
    reader.finish(what)
    if (method === accessMethodOids.ocsp && location.form === 'uri') responders.push(location.text)
  })
  return responders
}
