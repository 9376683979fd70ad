import type { CardType } from '../../core/cards/card-types.ts'
import type { DemoSubject } from '../cards/demo-cards.ts'
import { type Der, objectIdentifier, printableString, sequence, set, utf8String } from './der.ts'
import { Extension } from './x509.ts'

const subjectTypes: Partial<Record<CardType, string>> = {
  'hca-personnel': '2.16.886.1.100.3.1.7',
  'hca-institution': '2.16.886.1.100.3.2.21',
  moica: '2.16.886.1.100.3.1.1',
  'gca-unit': '2.16.886.1.100.3.2.1.2',
  moeaca: '2.16.886.1.100.3.2.2.1.1',
}

const attribute = (type: string, value: Der) => sequence(objectIdentifier(type), set(value))

/** RFC 5280 §4.2.1.8 with the attributes of the government's certificate profile. */
export function subjectDirectoryAttributes(cardType: CardType, subject: DemoSubject): Extension {
  const { lastFourOfId, businessNumber, governmentOid } = subject
  const attributes: Der[] = []
  const subjectType = subjectTypes[cardType]
  if (subjectType) attributes.push(attribute('2.16.886.1.100.2.1', objectIdentifier(subjectType)))
  if (lastFourOfId) attributes.push(attribute('2.16.886.1.100.2.51', utf8String(lastFourOfId)))
  if (businessNumber) attributes.push(attribute('2.16.886.1.100.2.101', printableString(businessNumber)))
  if (governmentOid) attributes.push(attribute('2.16.886.1.100.2.102', objectIdentifier(governmentOid)))
  return new Extension('2.5.29.9', false, sequence(...attributes))
}
