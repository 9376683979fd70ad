import {
  announcementEntries,
  type AnnouncementKind,
  announcementStages,
  everyone,
} from '../../../core/portal/announcements.ts'
import { divisionCodes } from '../../../core/portal/divisions.ts'
import { institutionTypeCodes } from '../../../core/portal/institution-types.ts'
import { roleCodes } from '../../../core/portal/roles.ts'
import { toSearchText } from '../../../core/portal/search-text.ts'
import { newId } from '../../../server/db/new-id.ts'
import { type Announcement, searchTextOf } from '../../../server/db/tables/announcements.ts'
import { Random } from '../../core/pki/random.ts'

const common =
  '健保資訊網服務系統醫療費用申報預檢資料上傳院所讀卡機安全模組公告雲端審查藥品特材支付標準分區業務組通知說明會'.split(
    '',
  )

export interface MadeUp {
  readonly announcements: readonly Announcement[]
  /** Words of the texts, from those in most of them to those in one or none, in the form in which texts are searched. */
  readonly terms: readonly string[]
}

/**
 * Announcements of made-up words, of which few are in almost every text and most in a handful, as in any language; and
 * words to look for, of one to six characters, drawn over all frequencies. The same for the same seed.
 */
export function makeUp({
  count,
  termCount,
  now,
  changedBy,
  kinds = ['headquarters'],
  inForce = true,
  seed = 1,
}: {
  count: number
  termCount: number
  now: Date
  changedBy: string
  kinds?: readonly AnnouncementKind[]
  /** False mixes stages, days and audiences. */
  inForce?: boolean
  seed?: number
}): MadeUp {
  const numbers = new Random(seed)
  const random = () => numbers.below(2 ** 30) / 2 ** 30
  const pick = <T>(list: readonly T[]): T => numbers.pick(list)
  const character = () =>
    random() < 0.6 ? pick(common) : String.fromCodePoint(0x4e00 + Math.floor(random() ** 2 * 4000))
  const vocabulary = Array.from({ length: 4000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, character).join(''),
  )
  const word = () => vocabulary[Math.floor(random() ** 4 * vocabulary.length)] ?? ''
  const text = (length: number) => {
    let made = ''
    while (made.length < length) made += word() + (random() < 0.15 ? '，' : '')
    return made
  }
  const some = <T>(list: readonly T[]): readonly T[] => (random() < 0.5 ? [] : list.filter(() => random() < 0.5))
  const day = () =>
    new Date(now.getTime() - (random() * 3000 - (inForce ? 0 : 300)) * 86_400_000).toISOString().slice(0, 10)

  const announcements = Array.from({ length: count }, (): Announcement => {
    const kind = pick(kinds)
    const title = text(8 + random() * 30)
    const content = text(60 + random() * 240)
    const fromDay = day()
    const lastDay = day()
    return {
      id: newId(now),
      kind,
      stage: inForce ? 'released' : pick(announcementStages),
      fromDay,
      untilDay: inForce || lastDay < fromDay ? null : lastDay,
      title,
      titleText: title,
      content: `<p>${content}</p>`,
      contentText: content,
      department: null,
      category: 'general',
      keyword: word(),
      entry: kind === 'headquarters' ? pick(announcementEntries) : null,
      audience: inForce
        ? everyone
        : {
            types: some(institutionTypeCodes),
            divisions: some(divisionCodes),
            roles: some(roleCodes),
            entryUsersOnly: random() < 0.3,
          },
      division: kind === 'division' ? pick(divisionCodes) : null,
      contactName: kind === 'division' ? word() : '',
      contactPhone: kind === 'division' ? `02-${Math.floor(random() * 1e8)}` : '',
      attachmentCount: 0,
      version: 1,
      createdAt: now,
      releasedAt: now,
      changedAt: now,
      changedBy,
    }
  })

  const piece = (length: number) => {
    const from = searchTextOf(pick(announcements)).split(/\s+/).join('')
    const at = Math.floor(random() * Math.max(1, from.length - length))
    return from.slice(at, at + length)
  }
  const terms = Array.from({ length: termCount }, (_, at) => {
    switch (at % 5) {
      case 0:
        return vocabulary[Math.floor((at / termCount) ** 2 * vocabulary.length)] ?? ''
      case 1:
        return piece(1)
      case 2:
        return piece(2)
      case 3:
        return piece(3 + (at % 4))
      default:
        return `${word()} ${word()}`
    }
  })
  return { announcements, terms: terms.map(toSearchText) }
}
