import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const documents = ['docs/threat-model.md', 'docs/asvs.md']

/** `path` in the words of a document: what begins with a folder of the project, or is a file at its top. */
const paths = /`((?:core|demo|docs|extension|native-host|server|test|web)\/[\w./-]*|[\w-]+\.(?:json|md))`/g

/** `file` “name”; “name”: the names of tests in a file. */
const citations = /`(test\/[\w./-]+\.test\.ts)`((?:;? “[^”]+”)+)/g

/** The numbers of OWASP ASVS 5.0.0, levels 1 and 2, by section. */
const requirements = `
  1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5
  3.7:1-2 4.1:1-3 4.2:1 4.3:1-2 4.4:1-4 5.1:1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5
  6.6:1-3 6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 9.1:1-3 9.2:1-4
  10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1
  11.6:1 12.1:1-3 12.2:1-2 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3
  15.2:1-3 15.3:1-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
`

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8')

  it('names files and folders that exist', () => {
    const named = [...text.matchAll(paths)].map(([, path = '']) => path)
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })

  it('names tests that exist, by their own words', () => {
    const cited = [...text.matchAll(citations)].flatMap(([, file = '', names = '']) =>
      [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ file, name })),
    )
    expect(cited.length).toBeGreaterThan(20)
    const missing = cited.filter(({ file, name }) => !existsSync(file) || !isTestIn(readFileSync(file, 'utf8'), name))
    expect(missing).toEqual([])
  })
})

it('every threat has its defence in a file and a test that shows it', () => {
  const text = readFileSync('docs/threat-model.md', 'utf8')
  const threats = text.split('\n').filter((line) => /^\| [^|]+\| [STRIDE ]+\|/.test(line))
  expect(threats.length).toBeGreaterThan(40)
  const bare = threats.filter((line) => {
    const [, , , defence = '', shown = ''] = line.split('|')
    return !/`[\w./-]+`/.test(defence) || [...shown.matchAll(citations)].length === 0
  })
  expect(bare).toEqual([])
})

describe('docs/asvs.md', () => {
  const text = readFileSync('docs/asvs.md', 'utf8')
  const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) +\| [12] +\| ([^|]+) \| (\S+) +\| (.+) \|$/gm)].map(
    ([, number = '', words = '', state = '', by = '']) => ({ number, words, state: state.replaceAll('*', ''), by }),
  )

  it('leaves no requirement of levels 1 and 2 out, and has none twice', () => {
    const wanted = requirements
      .trim()
      .split(/\s+/)
      .flatMap((section) => {
        const [number = '', range = ''] = section.split(':')
        const [from = 0, to = from] = range.split('-').map(Number)
        return Array.from({ length: to - from + 1 }, (_, at) => `${number}.${from + at}`)
      })
    expect(wanted).toHaveLength(253)
    expect(rows.map(({ number }) => number)).toEqual(wanted)
  })

  it('says of each how it stands and why, and of what is met by which file or test', () => {
    const states = new Set(['met', 'n/a', 'operator', 'open'])
    expect(rows.filter(({ state, by }) => !states.has(state) || by.trim() === '')).toEqual([])
    const grounds = /`[\w./-]+`|\]\(/
    expect(rows.filter(({ state, by }) => state === 'met' && !grounds.test(by))).toEqual([])
  })

  it('counts them rightly', () => {
    const [, ...told] = /(\d+) met, (\d+) n\/a, (\d+) operator, (\d+) open/.exec(text) ?? []
    const count = (state: string) => rows.filter((row) => row.state === state).length
    expect(told.map(Number)).toEqual(['met', 'n/a', 'operator', 'open'].map(count))
  })
})

/** A test or a group of tests of this name, or a row of a table that gives one its name. */
const isTestIn = (source: string, name: string): boolean =>
  [`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => source.includes(quoted))
