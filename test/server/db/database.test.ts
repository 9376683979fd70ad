import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** PostgreSQL's types as node-postgres hands them over, in the words of our interfaces. */
const types: Record<string, string> = {
  text: 'string',
  uuid: 'string',
  'timestamp with time zone': 'Date',
  boolean: 'boolean',
  integer: 'number',
  bytea: 'Buffer',
  jsonb: 'json',
  _text: 'string[]',
  _int4: 'number[]',
}

const folder = fileURLToPath(new URL('../../../server/db/', import.meta.url))

/** `{ audit: { id: 'string', … } }` as the interfaces of server/db/tables say it, read from their source. */
function declaredTables(): Record<string, Record<string, string>> {
  const names = readFileSync(`${folder}database.ts`, 'utf8').matchAll(/^ {2}(\w+): (\w+Table)$/gm)
  const sources = readdirSync(`${folder}tables`).map((file) => readFileSync(`${folder}tables/${file}`, 'utf8'))
  return Object.fromEntries(
    [...names].map(([, name = '', type = '']) => {
      const body = sources
        .map((source) => source.match(new RegExp(`interface ${type} \\{([^}]*)\\}`))?.[1])
        .find(Boolean)
      const columns = [...(body ?? '').matchAll(/^ {2}(\w+): (.+)$/gm)].map(([, column = '', written = '']) => [
        column,
        inOurWords(written),
      ])
      return [name, Object.fromEntries(columns) as Record<string, string>]
    }),
  )
}

function inOurWords(written: string): string {
  const selected = written.replace(/^AddedOnly<(.*)>$/, '$1').replace(/^ColumnType<(.*), [^,<>]+, [^,<>]+>$/, '$1')
  const nullable = selected.endsWith(' | null') ? ' | null' : ''
  const plain = selected.replace(/ \| null$/, '')
  if (['Date', 'boolean', 'number', 'Buffer', 'string', 'string[]', 'number[]'].includes(plain)) return plain + nullable
  return (/^(Challenge|Record<.*>|unknown)$/.test(plain) ? 'json' : 'string') + nullable
}

describe('the Database interface', () => {
  it('names every table and column that the migrations make, with its type, and nothing else', async () => {
    const { rows } = await sql<{ table: string; column: string; type: string; nullable: string }>`
      select table_name as table, column_name as column,
        case data_type when 'ARRAY' then udt_name else data_type end as type, is_nullable as nullable
      from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely%'`.execute(database.query)
    const real: Record<string, Record<string, string>> = {}
    for (const { table, column, type, nullable } of rows) {
      real[table] ??= {}
      real[table][column] = `${types[type] ?? `no word for ${type}`}${nullable === 'YES' ? ' | null' : ''}`
    }
    expect(declaredTables()).toEqual(real)
  })
})
