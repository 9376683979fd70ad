import { expect, it } from 'vitest'
import { blockHash, noHash, rowsHash } from '../../../server/audit-seal/block-hash.ts'
import { netstrings } from '../../../server/audit-seal/netstrings.ts'
import { rowHash } from '../../../server/audit-seal/row-hash.ts'
import { readRowList, toRowList } from '../../../server/audit-seal/row-list.ts'
import type { AuditRowText } from '../../../server/db/tables/audit.ts'

const full: AuditRowText = {
  id: '01956f1e-0c00-7000-8000-000000000001',
  at: '2026-03-02T01:00:00.000000Z',
  event: 'sign-in',
  step: 'path',
  code: 'ERR_CERT_REVOKED',
  platform: 'vpn',
  cardType: 'moica',
  personId: '018f0000-0000-7000-8000-000000000001',
  institutionCode: '3501999018',
  sessionId: '01956f1e-0c00-7000-8000-0000000000aa',
  challengeJti: 'jti-1',
  address: '192.0.2.1',
  requestId: '01956f1e-0c00-7000-8000-0000000000bb',
  detail: '{"reason": "廢止"}',
}
const empty: AuditRowText = {
  id: '01956f1e-0c00-7000-8000-000000000002',
  at: '2026-03-02T01:00:00.001000Z',
  event: 'read',
  step: null,
  code: null,
  platform: null,
  cardType: null,
  personId: null,
  institutionCode: null,
  sessionId: null,
  challengeJti: null,
  address: null,
  requestId: null,
  detail: null,
}

// Worked out apart from the product, with hashlib of Python, from the description in docs/audit.md.
it('a row, a list of rows and a block have the hashes that docs/audit.md says', () => {
  expect(rowHash(full).toString('hex')).toBe('96ee6e15e86e12bdcbfcca590ad768ee3a017e7cc0b9523c8f490387522ec74b')
  expect(rowHash(empty).toString('hex')).toBe('a5a50773cab14e83e918ef0a5e1362256e03e9beb09f99adfe37a6d00b51b082')
  const hash = rowsHash(toRowList([full, empty]))
  expect(hash).toBe('34b1825b69061b186c65184ed7202c0c9c76ea53c7eb97965dfa939c027b6e3d')
  const block = {
    number: 7,
    sealedAt: '2026-03-02T01:00:03.000000Z',
    count: 2,
    rowsHash: hash,
    previousHash: 'ab'.repeat(32),
  }
  expect(blockHash(block)).toBe('41a6b874894579a4769847470a8485bfc44367bb7267975886132b2b63d0d9c6')
  expect(noHash).toHaveLength(64)
})

it('the order in which rows are read makes no difference', () => {
  expect(toRowList([empty, full])).toEqual(toRowList([full, empty]))
})

it('every column counts, and what one holds can be no other’s', () => {
  const hash = rowHash(full).toString('hex')
  for (const column of Object.keys(full)) {
    expect(rowHash({ ...full, [column]: 'x' }).toString('hex')).not.toBe(hash)
    expect(rowHash({ ...full, [column]: null }).toString('hex')).not.toBe(hash)
  }
  expect(rowHash({ ...empty, step: 'x' })).not.toEqual(rowHash({ ...empty, code: 'x' }))
  expect(netstrings(['a', 'b'])).not.toEqual(netstrings(['a,1:b']))
  expect(netstrings([''])).not.toEqual(netstrings([null]))
})

it('a list tells which rows were in it', () => {
  const listed = readRowList(toRowList([full, empty]))
  expect([...listed.keys()]).toEqual([full.id, empty.id])
  expect(listed.get(full.id)).toEqual(rowHash(full))
})
