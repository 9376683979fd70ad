import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { certificateCardTypes } from '../core/cards/card-types.ts'
import { checkIds } from '../core/check/check-rows.ts'
import { parseManagedPolicy, policyFields } from '../core/protocol/managed-policy.ts'
import { faults } from './drive/faults.ts'

const documents = [
  'README.md',
  'docs/administration.md',
  'docs/announcements.md',
  'docs/audit.md',
  'docs/readers.md',
  'docs/cards.md',
  'docs/check.md',
  'docs/modules.md',
  'docs/oidc.md',
  'docs/pages.md',
  'docs/pin.md',
  'docs/asvs.md',
  'docs/sam.md',
  'docs/SECURITY.md',
  'docs/threat-model.md',
  'docs/server.md',
  'demo/cards/README.md',
  'server/pki/README.md',
  'server/sam/README.md',
]

describe('the documents', () => {
  it.each(documents)('%s links to files that exist', (document) => {
    const text = readFileSync(document, 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => join(dirname(document), path))
    expect(links.filter((path) => !existsSync(path))).toEqual([])
  })

  it('docs/server.md tells every setting of the server, and no other', () => {
    const settings = [...readFileSync('server/settings.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): \{/gm)].map(
      ([, name]) => name,
    )
    const rows = readFileSync('docs/server.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    const told = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name))
    expect(told.toSorted()).toEqual(settings.toSorted())
  })

  it('docs/check.md tells every row of the settings check and every field of the policy, as the schema has them', () => {
    const text = readFileSync('docs/check.md', 'utf8')
    const told = [...text.matchAll(/^\|[^`|]*(?:\|[^`|]*)?`([\w-]+)`/gm)].map(([, name]) => name)
    expect(told).toEqual(expect.arrayContaining([...checkIds, ...policyFields]))
    const schema = JSON.parse(readFileSync('extension/public/managed-schema.json', 'utf8')) as { properties: object }
    expect(Object.keys(schema.properties)).toEqual(policyFields)
    const { '3rdparty': example } = JSON.parse(/```json\n([^`]+)```/.exec(text)?.[1] ?? '') as {
      '3rdparty': { extensions: Record<string, Record<string, unknown>> }
    }
    for (const stored of Object.values(example.extensions)) expect(parseManagedPolicy(stored).refused).toEqual([])
  })

  it('the README names every card and fault of the demo command, and every script', () => {
    const text = readFileSync('README.md', 'utf8')
    for (const name of [...certificateCardTypes, ...Object.keys(faults)]) expect(text).toContain(`\`${name}\``)
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    for (const name of Object.keys(scripts).filter((it) => it !== 'format'))
      expect(text).toMatch(new RegExp(`npm (run )?${name}\\b`))
  })
})
