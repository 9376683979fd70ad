import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const folder = 'server/db/migrations'
const files = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(`${folder}/${name}`, 'utf8').replaceAll(/--.*$/gm, ''),
}))

/** The first that an installation may run while servers of the version before are still serving (docs/administration.md). */
const firstReleased = '0036'

/** What a server of the version before would stumble over: something it reads is gone, or something it does not write is needed. */
const breaking =
  /\bdrop (?:table|column)\b|\brename\b|\bset not null\b|\badd column (?:[^,;](?!\bdefault\b))*\bnot null\b(?![^,;]*\bdefault\b)/i

describe('the migrations', () => {
  it('leave the servers before them working', () => {
    expect(
      files.filter(({ name, text }) => name >= firstReleased && breaking.test(text)).map(({ name }) => name),
    ).toEqual([])
  })

  it.each([
    ['alter table sessions drop column address', true],
    ['alter table sessions rename column address to network', true],
    ['alter table sessions add column network text not null', true],
    ['alter table sessions alter column network set not null', true],
    ["alter table sessions add column network text not null default ''", false],
    ["alter table sessions add column network text default '' not null", false],
    ['alter table sessions add column network text', false],
    ['create table networks (id uuid primary key, name text not null)', false],
  ])('%s: would break them: %s', (statement, breaks) => {
    expect(breaking.test(statement)).toBe(breaks)
  })

  it('have numbers of their own, which grow', () => {
    const numbers = files.map(({ name }) => /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
    expect(numbers).not.toContain(undefined)
    expect(new Set(numbers).size).toBe(files.length)
  })
})
