import type { CardType } from '../../core/cards/card-types.ts'
import type { Environment } from '../../core/cards/environments.ts'
import type { Text } from '../../core/i18n/text.ts'
import type { CardFile, NhiCardHolder } from './card-file.ts'
import { pivAnswerToReset } from './piv-objects.ts'
import { pkcs15AnswerToReset } from './pkcs15-files.ts'

/** ISO 7816-3 answers to reset of the HCA test card, see README.md: one per transmission protocol. */
export const answersToReset = {
  t1: '3B 8D 81 31 FE 45 80 73 80 21 C0 57 48 43 41 54 45 53 54 1F',
  t0: '3B 6D 00 00 80 73 80 21 80 57 48 43 41 54 45 53 54',
} as const

/** Who makes the card's certificate: an issuing authority of the demo PKI, or somebody who only has its name. */
export type DemoIssuer = 'HCA' | 'MOICA' | 'GCA' | 'MOEACA' | 'impostor'

/** What stands in the certificate's subject. All names and numbers are invented. */
export interface DemoSubject {
  readonly commonName: string
  /** 16 digits. */
  readonly serialNumber: string
  /** Attributes of subjectDirectoryAttributes beside the subject type (reference: GPKI profile). */
  readonly lastFourOfId?: string
  readonly businessNumber?: string
  readonly governmentOid?: string
}

/** A card as ordered from its issuing centre. */
export interface DemoCard extends Pick<CardFile, 'application' | 'holder'> {
  readonly id: string
  readonly label: Text
  readonly cardType: CardType
  readonly environment: Environment
  readonly cardSn: string
  readonly institution: string | null
  readonly protocol: keyof typeof answersToReset
  /** Of a card that is not the HCA test card. */
  readonly answerToReset?: string
  readonly pin: string
  /** Of the holder of an NHI card: kept by the portal. Preset, it has to be changed at the first sign-in. */
  readonly password?: { readonly text: string; readonly state: 'own' | 'preset' }
  readonly tries: number
  /** Null for a card without certificate. */
  readonly certificate: {
    readonly issuer: DemoIssuer
    readonly subject: DemoSubject
    readonly state: 'valid' | 'expired' | 'revoked'
  } | null
}

const personnel = (id: string, label: Text, number: string, changes: Partial<DemoCard> = {}): DemoCard => ({
  id,
  label,
  cardType: 'hca-personnel',
  environment: 'test',
  cardSn: `HC000000000002${number}`,
  institution: null,
  protocol: 't1',
  pin: '246810',
  tries: 3,
  certificate: {
    issuer: 'HCA',
    subject: {
      commonName: personnelNames[number] ?? '',
      serialNumber: `00000000000020${number}`,
      lastFourOfId: '0000',
    },
    state: 'valid',
  },
  ...changes,
})

/** Nothing on the card says of which environment it is: nhi-numbers.ts does, by the beginning of its number. */
const nhiCard = (
  id: string,
  label: Text,
  cardSn: string,
  holder: NhiCardHolder,
  password: NonNullable<DemoCard['password']>,
): DemoCard => ({
  id,
  label,
  application: 'nhi',
  cardType: 'nhi',
  environment: id === 'nhi-production' ? 'production' : 'test',
  cardSn,
  institution: null,
  holder,
  protocol: 't1',
  answerToReset: '3B EE 00 00 81 31 FE 45 80 31 80 66 40 90 93 06 0F 17 83 0F 90 00 F3',
  pin: '',
  password,
  tries: 3,
  certificate: null,
})

const personnelNames: Readonly<Record<string, string>> = {
  '01': '林示範',
  '02': '廢示範',
  '03': '期示範',
  '04': '鎖示範',
  '05': '閒示範',
  '06': '未示範',
  '07': '正示範',
  '08': '智示範',
  '09': '憑示範',
}

/** Cards of international standards: their numbers are octets. */
const pivChip = {
  application: 'piv',
  answerToReset: pivAnswerToReset,
  cardSn: '0F1E2D3C4B5A4968A7B6C5D4E3F20801',
} as const
const pkcs15Chip = { application: 'pkcs15', answerToReset: pkcs15AnswerToReset, cardSn: '4E48490000000901' } as const

const withCertificate = (card: DemoCard, change: Partial<NonNullable<DemoCard['certificate']>>): DemoCard =>
  card.certificate ? { ...card, certificate: { ...card.certificate, ...change } } : card

/** The cards of the demo: one of each kind, then the medical personnel card with each thing that can be wrong with it. */
export const demoCards: readonly DemoCard[] = [
  {
    id: 'hca-institution',
    label: { zhTW: '醫事機構卡(示範晨曦診所)', en: 'Medical institution card (Demo Dawn Clinic)' },
    cardType: 'hca-institution',
    environment: 'test',
    cardSn: 'HC00000000000101',
    institution: '3501999018',
    protocol: 't1',
    pin: '135790',
    tries: 3,
    certificate: {
      issuer: 'HCA',
      subject: { commonName: '示範晨曦診所', serialNumber: '0000000000001001' },
      state: 'valid',
    },
  },
  personnel('hca-personnel', { zhTW: '醫事人員卡', en: 'Medical personnel card' }, '01'),
  {
    id: 'moica',
    label: { zhTW: '自然人憑證', en: 'Citizen certificate' },
    cardType: 'moica',
    environment: 'test',
    cardSn: 'MO00000000000301',
    institution: null,
    protocol: 't1',
    pin: '864209',
    tries: 3,
    certificate: {
      issuer: 'MOICA',
      subject: { commonName: '陳測試', serialNumber: '0000000000003001', lastFourOfId: '0001' },
      state: 'valid',
    },
  },
  {
    id: 'gca-unit',
    label: { zhTW: '政府單位憑證卡(示範衛生所)', en: 'Government unit card (Demo Health Station)' },
    cardType: 'gca-unit',
    environment: 'test',
    cardSn: 'GC00000000000401',
    institution: null,
    protocol: 't0',
    pin: '975310',
    tries: 3,
    certificate: {
      issuer: 'GCA',
      subject: {
        commonName: '示範衛生所',
        serialNumber: '0000000000004001',
        governmentOid: '2.16.886.101.90099.90099',
      },
      state: 'valid',
    },
  },
  {
    id: 'moeaca',
    label: { zhTW: '工商憑證(示範工業股份有限公司)', en: 'Business certificate (Demo Industries Ltd.)' },
    cardType: 'moeaca',
    environment: 'test',
    cardSn: 'ME00000000000501',
    institution: null,
    protocol: 't0',
    pin: '314159',
    tries: 3,
    certificate: {
      issuer: 'MOEACA',
      subject: {
        commonName: '示範工業股份有限公司',
        serialNumber: '0000000000005001',
        businessNumber: '99991003',
      },
      state: 'valid',
    },
  },
  {
    id: 'hca-spare',
    label: { zhTW: '醫師備用卡', en: 'Physician’s spare card' },
    cardType: 'hca-spare',
    environment: 'test',
    cardSn: 'HC00000000000601',
    institution: null,
    protocol: 't1',
    pin: '000000',
    tries: 3,
    certificate: null,
  },
  withCertificate(
    personnel('hca-personnel-revoked', { zhTW: '醫事人員卡：已廢止', en: 'Personnel card: revoked' }, '02'),
    { state: 'revoked' },
  ),
  withCertificate(
    personnel('hca-personnel-expired', { zhTW: '醫事人員卡：已過期', en: 'Personnel card: expired' }, '03'),
    { state: 'expired' },
  ),
  personnel('hca-personnel-blocked', { zhTW: '醫事人員卡：PIN 碼已鎖', en: 'Personnel card: PIN blocked' }, '04', {
    tries: 0,
  }),
  personnel('hca-personnel-unassigned', { zhTW: '醫事人員卡：未經指派', en: 'Personnel card: not assigned' }, '05'),
  personnel('hca-personnel-not-enrolled', { zhTW: '醫事人員卡：未登記', en: 'Personnel card: not enrolled' }, '06'),
  // Says of itself everything that the good card says; only the key that vouches for it is another.
  withCertificate(
    personnel('hca-personnel-wrong-ca', { zhTW: '醫事人員卡：冒名發卡', en: 'Personnel card: false issuer' }, '01', {
      cardSn: 'HC00000000000299',
    }),
    { issuer: 'impostor' },
  ),
  personnel('hca-personnel-production', { zhTW: '醫事人員卡：正式區', en: 'Personnel card: production' }, '07', {
    environment: 'production',
  }),
  nhiCard(
    'nhi',
    { zhTW: '健保卡', en: 'NHI card' },
    '900000000701',
    { name: '許測試', nationalId: 'A299090117', birthday: '0770229', sex: 'F', issued: '1040701' },
    { text: 'sunny-clinic-7', state: 'own' },
  ),
  nhiCard(
    'nhi-preset',
    { zhTW: '健保卡：密碼未變更', en: 'NHI card: password not changed' },
    '900000000702',
    { name: '江示範', nationalId: 'A199090124', birthday: '0650312', sex: 'M', issued: '1080115' },
    { text: 'first-nhi-sign-in', state: 'preset' },
  ),
  nhiCard(
    'nhi-production',
    { zhTW: '健保卡：正式區', en: 'NHI card: production' },
    '000000000703',
    { name: '何示範', nationalId: 'A299090135', birthday: '0701120', sex: 'F', issued: '1090620' },
    { text: 'in-daily-use-7', state: 'own' },
  ),
  nhiCard(
    'nhi-unknown',
    { zhTW: '健保卡：無法辨識環境', en: 'NHI card: of unknown environment' },
    '500000000704',
    { name: '蘇示範', nationalId: 'A199090142', birthday: '0590805', sex: 'M', issued: '1060301' },
    { text: 'nobody-can-tell', state: 'own' },
  ),
  {
    id: 'moica-native',
    label: { zhTW: '自然人憑證：原廠指令（唯讀）', en: 'Citizen certificate: native commands (read only)' },
    application: 'moica-native',
    cardType: 'moica',
    environment: 'test',
    cardSn: 'MO00000000000302',
    institution: null,
    protocol: 't1',
    answerToReset: '3B B8 13 00 81 31 FA 52 43 48 54 4D 4F 49 43 41 A5',
    pin: '',
    tries: 3,
    certificate: {
      issuer: 'MOICA',
      subject: { commonName: '讀示範', serialNumber: '0000000000003002', lastFourOfId: '0002' },
      state: 'valid',
    },
  },
  {
    id: 'moica-staff',
    label: { zhTW: '自然人憑證：後台人員', en: 'Citizen certificate: staff' },
    cardType: 'moica',
    environment: 'test',
    cardSn: 'MO00000000000303',
    institution: null,
    protocol: 't1',
    pin: '531864',
    tries: 3,
    certificate: {
      issuer: 'MOICA',
      subject: { commonName: '署示範', serialNumber: '0000000000003003', lastFourOfId: '0108' },
      state: 'valid',
    },
  },
  personnel('piv', { zhTW: '醫事人員卡：PIV 規格', en: 'Personnel card: PIV' }, '08', pivChip),
  personnel('pkcs15', { zhTW: '醫事人員卡：PKCS#15 規格', en: 'Personnel card: PKCS#15' }, '09', pkcs15Chip),
]
