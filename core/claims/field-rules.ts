import type { Text } from '../i18n/text.ts'
import type { ClaimsField, Form } from './fields.ts'
import type { Rule, RuleSource } from './rule.ts'

interface FormRule {
  readonly what: string
  readonly text: (called: string) => Text
}

type FormRules = { readonly [K in Form['kind']]: (form: Extract<Form, { kind: K }>) => FormRule }

const alsoTaken = {
  nothing: { zhTW: '', en: '' },
  passport: { zhTW: '，或護照號碼', en: ', or a passport number' },
  none: { zhTW: '，或 N', en: ', or N' },
  institution: { zhTW: '，或醫事機構代碼', en: ', or an institution’s code' },
}

const formRules: FormRules = {
  text: () => ({
    what: 'TEXT',
    text: (called) => ({
      zhTW: `${called}應為 BIG5 文字，不得有控制字元。`,
      en: `${called} has to be Big5 text without control characters.`,
    }),
  }),
  amount: ({ decimals }) => ({
    what: 'AMOUNT',
    text: (called) => ({
      zhTW: `${called}應為數字${decimals > 0 ? `，小數至多 ${decimals} 位` : '，不得有小數'}。`,
      en: `${called} has to be a number${decimals > 0 ? ` with at most ${decimals} decimals` : ' without decimals'}.`,
    }),
  }),
  date: ({ beforeRepublic }) => ({
    what: 'DATE',
    text: (called) => ({
      zhTW: `${called}應為民國年月日 YYYMMDD${beforeRepublic ? '（民國前為 -YYMMDD）' : ''}。`,
      en: `${called} has to be a day of the ROC calendar, YYYMMDD${beforeRepublic ? ' (-YYMMDD before 1912)' : ''}.`,
    }),
  }),
  month: () => ({
    what: 'MONTH',
    text: (called) => ({
      zhTW: `${called}應為民國年月 YYYMM。`,
      en: `${called} has to be a month of the ROC calendar, YYYMM.`,
    }),
  }),
  time: () => ({
    what: 'TIME',
    text: (called) => ({
      zhTW: `${called}應為民國年月日時分 YYYMMDDHHMM。`,
      en: `${called} has to be a time of the ROC calendar, YYYMMDDHHMM.`,
    }),
  }),
  person: ({ also }) => ({
    what: 'PERSON',
    text: (called) => ({
      zhTW: `${called}應為檢查碼正確之身分證或居留證統一編號${alsoTaken[also].zhTW}。`,
      en: `${called} has to be an ID or residence number with its check digit${alsoTaken[also].en}.`,
    }),
  }),
  institution: ({ orNone }) => ({
    what: 'INSTITUTION',
    text: (called) => ({
      zhTW: `${called}應為 10 位數字之醫事機構代碼${orNone ? '，或 N' : ''}。`,
      en: `${called} has to be an institution’s code of ten digits${orNone ? ', or N' : ''}.`,
    }),
  }),
  codes: ({ list }) => ({
    what: 'CODE',
    text: (called) => ({
      zhTW: `${called}應為下列代碼之一：${list.expected}。`,
      en: `${called} has to be one of these codes: ${list.expected}.`,
    }),
  }),
}

export interface FieldRules {
  readonly required: Rule | undefined
  readonly length: Rule | undefined
  readonly form: Rule
  /** Of an institution's code. */
  readonly check: Rule | undefined
}

/** The rules that a field has by itself, in the form `prefix` of `document`. */
export function fieldRules(field: ClaimsField, prefix: string, document: RuleSource['document']): FieldRules {
  const called = `${field.id}（${field.name}）`
  const rule = (what: string, text: Text, place: string, severity: Rule['severity'] = 'error'): Rule => ({
    id: `${prefix}-${field.id.toUpperCase()}-${what}`,
    field: field.id,
    severity,
    source: { document: what === 'CHECK' ? 'institutionCode' : document, place },
    text,
  })
  const { what, text } = (formRules[field.form.kind] as (form: Form) => FormRule)(field.form)
  return {
    required: field.required
      ? rule('REQUIRED', { zhTW: `${called}為必填欄位。`, en: `${called} is required.` }, `${field.id} ＊`)
      : undefined,
    length:
      field.length === undefined
        ? undefined
        : rule(
            'LENGTH',
            {
              zhTW: `${called}至多 ${field.length} 位元組。`,
              en: `${called} has at most ${field.length} bytes.`,
            },
            `${field.id} 長度`,
          ),
    form: rule(what, text(called), field.id, field.doubtful ? 'warning' : 'error'),
    check:
      field.form.kind === 'institution'
        ? rule(
            'CHECK',
            {
              zhTW: `${called}之檢查碼不符，請再確認。`,
              en: `The check digit of ${called} is not right; please look again.`,
            },
            field.id,
            'warning',
          )
        : undefined,
  }
}
