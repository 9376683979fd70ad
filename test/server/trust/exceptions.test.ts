import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fingerprint } from '../../../core/pki/fingerprint.ts'
import { openDatabase } from '../../../server/db/open-database.ts'
import { findOpenException } from '../../../server/db/tables/status-exceptions.ts'
import { makeAuthority } from '../../core/pki/make-certificate.ts'
import { requireSharedData } from '../../shared-data.ts'
import { SettableClock } from '../settable-clock.ts'
import { operate } from './operator.ts'

const { der } = makeAuthority('CA').certificate
const sha256 = fingerprint(der)
const clock = new SettableClock()
let folder: string
let variables: Record<string, string>
const run = (...args: string[]) => operate(args, { variables, clock })
const allow = (...more: string[]) =>
  run('allow-unknown-status', sha256.slice(0, 12), '--hours=4', '--reason=公告停機', '--by=ops-7', ...more)

/** The embedded database as a server that was stopped leaves it. */
const open = () => openDatabase({ directory: join(folder, 'data/database') })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trust-'))
  variables = { TRUST_ANCHORS: join(folder, 'trust.json'), DATA_DIRECTORY: join(folder, 'data'), ENVIRONMENT: 'test' }
  writeFileSync(join(folder, 'ca.cer'), der)
  const row = {
    cardType: 'moica',
    environment: 'test',
    sha256,
    certificate: 'ca.cer',
    crlUrls: ['http://pki.localhost/ca'],
  }
  writeFileSync(join(folder, 'trust.json'), JSON.stringify({ authorities: [row] }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('trust allow-unknown-status', () => {
  it('makes no database of its own: a wrong setting would else be an exception that no server sees', async () => {
    const { code, said } = await allow()
    expect(code).toBe(1)
    expect(said).toContain('set DATABASE_URL or DATA_DIRECTORY')
  })

  it('opens an exception with its audit row, which is listed and ended', async () => {
    await (await open()).close()
    const { code, said } = await allow()
    expect(code).toBe(0)
    const [id = ''] = /[0-9a-f-]{36}/.exec(said) ?? []
    expect(said).toContain('open until 2026-03-02 13:00:00 +08:00')
    expect((await run('exceptions')).said).toMatch(new RegExp(`${id} 生效中 OPEN[^]*${sha256}[^]*ops-7: 公告停機`))
    const at = clock.now()
    clock.advance(3600)
    expect((await run('end-exception', id, '--by=ops-8')).code).toBe(0)
    const again = await run('end-exception', id, '--by=ops-9')
    expect(again.code).toBe(1)
    expect(again.said).toContain('by ops-8')
    expect((await run('exceptions')).said).toContain('ended 2026-03-02 10:00:00 +08:00 by ops-8')

    const database = await open()
    try {
      expect(await findOpenException(database.query, sha256, clock.now())).toBeUndefined()
      const rows = await database.query.selectFrom('audit').select(['at', 'event', 'detail']).orderBy('id').execute()
      expect(rows).toEqual([
        {
          at,
          event: 'status-exception',
          detail: {
            action: 'set',
            actor: 'ops-7',
            exception: id,
            authority: sha256,
            until: '2026-03-02T05:00:00.000Z',
          },
        },
        { at: clock.now(), event: 'status-exception', detail: { action: 'end', actor: 'ops-8', exception: id } },
      ])
    } finally {
      await database.close()
    }
  })

  it('says that the embedded database belongs to the server that runs', async () => {
    const database = await open()
    try {
      const { code, said } = await allow()
      expect(code).toBe(1)
      expect(said).toContain('Stop the server first, or use DATABASE_URL')
    } finally {
      await database.close()
    }
  })

  it('says why a PostgreSQL cannot be reached', async () => {
    const elsewhere = { ...variables, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/portal' }
    const { code, said } = await operate(['exceptions'], { variables: elsewhere, clock })
    expect(code).toBe(1)
    expect(said).toContain('the database cannot be opened: ')
  })

  it('is for an authority of the trust file, and never for a root', async ({ skip }) => {
    const unknown = ['allow-unknown-status', '0123456789abcdef', '--hours=4', '--reason=x', '--by=ops-7']
    expect(await run(...unknown)).toMatchObject({ code: 1, said: expect.stringContaining('no such certificate') })
    const certificate = join(requireSharedData('taiwan/certs', skip), 'GRCA2_2012.pem')
    const pin = '70b922bfda0e3f4a342e4ee22d579ae598d071cc5ec9c30f123680340388aea5'
    const row = {
      cardType: 'moica',
      environment: 'production',
      sha256: pin,
      certificate,
      crlUrls: ['http://pki.localhost/'],
    }
    writeFileSync(join(folder, 'root.json'), JSON.stringify({ authorities: [row] }))
    const root = ['allow-unknown-status', pin, '--hours=4', '--reason=x', '--by=ops-7']
    const { code, said } = await run(...root, `--trust-file=${join(folder, 'root.json')}`)
    expect(code).toBe(1)
    expect(said).toContain('GRCA G2 issues no cards')
  })
})
