import { describe, expect, it } from 'vitest'
import { context, tags } from '../../../core/pki/der.ts'
import { der } from '../../../core/pki/der-writer.ts'
import { checkNameConstraints } from '../../../core/pki/name-constraints.ts'
import { type Bytes, type NameParts, ext, extension, makeAuthority, makeLeaf, utf8 } from './make-certificate.ts'

const forms = { mail: context(1), dns: context(2), uri: context(6), ip: context(7), registeredId: context(8) }
type Form = keyof typeof forms
const general = (form: Form, value: string): Bytes =>
  der(forms[form], form === 'ip' ? Buffer.from(value, 'hex') : utf8(value))

const constraint = (kind: 'permitted' | 'excluded', form: Form, value: string) =>
  extension(
    '2.5.29.30',
    der(tags.sequence, der(context(kind === 'permitted' ? 0 : 1, true), der(tags.sequence, general(form, value)))),
    true,
  )

function isAllowed(
  kind: 'permitted' | 'excluded',
  form: Form,
  base: string,
  own: string,
  ownForm: Form = form,
): boolean {
  return isWithin(constraint(kind, form, base), {
    extensions: [extension('2.5.29.17', der(tags.sequence, general(ownForm, own)))],
  })
}

function isWithin(constraints: Bytes, leafOptions: Parameters<typeof makeLeaf>[1]): boolean {
  const authority = makeAuthority('CA', { extensions: [ext.authority(), constraints] })
  const leaf = makeLeaf(authority, leafOptions)
  try {
    checkNameConstraints([leaf, authority.certificate], { left: 1000 })
    return true
  } catch (error) {
    expect(error).toMatchObject({ reason: 'name-constraints' })
    return false
  }
}

describe('a name below the base', () => {
  it.each<[Form, string, string, boolean]>([
    ['dns', 'example.tw', 'example.tw', true],
    ['dns', 'example.tw', 'a.b.EXAMPLE.tw', true],
    ['dns', 'example.tw', 'badexample.tw', false],
    ['dns', '', 'anything.tw', true],
    ['mail', 'example.tw', 'a@example.tw', true],
    ['mail', 'example.tw', 'a@b.example.tw', false],
    ['mail', '.example.tw', 'a@b.example.tw', true],
    ['mail', 'a@example.tw', 'a@EXAMPLE.tw', true],
    ['mail', 'a@example.tw', 'A@example.tw', false],
    ['uri', 'example.tw', 'https://example.tw/x', true],
    ['uri', 'example.tw', 'https://b.example.tw/', false],
    ['uri', '.example.tw', 'https://user@b.example.tw:8443/', true],
    ['uri', 'example.tw', 'https://10.1.2.3/', false],
    ['uri', 'example.tw', 'urn:example.tw', false],
    ['ip', '0a000000ff000000', '0a010203', true],
    ['ip', '0a000000ff000000', '0b010203', false],
    ['ip', '0a000000ff000000', '20010db8000000000000000000000001', false],
  ])('%s: base %j, name %j', (form, base, own, below) => {
    expect(isAllowed('permitted', form, base, own)).toBe(below)
  })

  it('is refused when excluded, and left alone when another form is constrained', () => {
    expect(isAllowed('excluded', 'dns', 'example.tw', 'a.example.tw')).toBe(false)
    expect(isAllowed('excluded', 'dns', 'example.tw', 'example.com')).toBe(true)
    expect(isAllowed('permitted', 'dns', 'example.tw', 'a@example.com', 'mail')).toBe(true)
  })

  it('a wildcard that could stand for an excluded name is refused', () => {
    expect(isAllowed('excluded', 'dns', 'a.example.tw', '*.example.tw')).toBe(false)
  })

  it('a mailbox is excluded in any letter case: hosts deliver it all the same', () => {
    expect(isAllowed('excluded', 'mail', 'a@example.tw', 'A@EXAMPLE.tw')).toBe(false)
    expect(isAllowed('excluded', 'mail', 'a@example.tw', 'b@example.tw')).toBe(true)
  })

  it('a quoted mailbox cannot be compared: it is written in many ways', () => {
    expect(isAllowed('excluded', 'mail', 'a@example.tw', '"a"@example.tw')).toBe(false)
    expect(isAllowed('permitted', 'mail', 'example.tw', '"a"@example.tw')).toBe(false)
    expect(isAllowed('excluded', 'mail', '"a"@example.tw', 'a@example.tw')).toBe(false)
  })

  it('an address in the subject that is no text is refused only where addresses are constrained', () => {
    const subject: NameParts = [['1.2.840.113549.1.9.1', 'a@example.tw', 'teletex']]
    expect(isWithin(constraint('excluded', 'mail', 'example.com'), { subject })).toBe(false)
    expect(isWithin(constraint('excluded', 'dns', 'example.com'), { subject })).toBe(true)
  })

  it('a directory name with a value that is no text is refused where one like it is excluded', () => {
    const excluded = ext.excludedDirectory([
      ['C', 'TW'],
      ['O', 'Demo'],
    ])
    const holder = (organization: NameParts[number]): NameParts => [['C', 'TW'], organization, ['CN', 'x']]
    expect(isWithin(excluded, { subject: holder(['O', 'demo']) })).toBe(false)
    expect(isWithin(excluded, { subject: holder(['O', 'Demo', 'teletex']) })).toBe(false)
    expect(isWithin(excluded, { subject: holder(['O', 'Other']) })).toBe(true)
    expect(isWithin(excluded, { subject: holder(['OU', 'Demo', 'teletex']) })).toBe(true)
    expect(isWithin(excluded, { subject: [['C', 'TW']] })).toBe(true)
  })

  it('a form that cannot be compared is refused when it is constrained', () => {
    expect(isAllowed('permitted', 'registeredId', '\u002a', '\u002a')).toBe(false)
  })
})

describe('a constraint that means nothing sure is refused', () => {
  it.each<[Form, string]>([
    ['dns', '.example.tw'],
    ['dns', '*.example.tw'],
    ['ip', '0a000000'],
    ['ip', '0a000000ff00ff00'],
    ['uri', 'https://example.tw'],
    ['mail', '@'],
    ['mail', 'a@b@example.tw'],
    ['mail', 'a@.example.tw'],
  ])('%s %j', (form, base) => {
    expect(isAllowed('excluded', form, base, 'x.tw', 'dns')).toBe(false)
  })
})

it('more comparisons than allowed are refused', () => {
  const authority = makeAuthority('CA', { extensions: [ext.authority(), constraint('permitted', 'dns', 'tw')] })
  const names = Array.from({ length: 10 }, (_, index) => general('dns', `${index}.tw`))
  const leaf = makeLeaf(authority, { extensions: [extension('2.5.29.17', der(tags.sequence, ...names))] })
  // The constraint is read once, and then held against eleven names.
  const comparisons = { left: 12 }
  checkNameConstraints([leaf, authority.certificate], comparisons)
  expect(comparisons.left).toBe(0)
  expect(() => checkNameConstraints([leaf, authority.certificate], { left: 11 })).toThrow('name-constraints-budget')
  expect(() => checkNameConstraints([leaf, authority.certificate], comparisons)).toThrow('name-constraints-budget')
})
