import type { Text } from '../i18n/text.ts'

/**
 * The service menu in its three layers, by code: a category (`A`), a sub-item (`A.01`), a function (`A.01.01`), in the
 * order of the menu. The categories C to N are known by their names alone.
 */
export const catalogue = {
  A: { zhTW: '費用申報及資料登錄', en: 'Claims and data registration' },
  'A.01': { zhTW: '醫療費用申報', en: 'Medical claims' },
  'A.01.01': { zhTW: '未列項費用申報上傳', en: 'Upload of unlisted claims' },
  'A.01.02': { zhTW: '未列項費用申報上傳結果查詢', en: 'Results of unlisted claims' },
  'A.01.03': { zhTW: '醫事機構固接網路及允入HIS廠商申請作業', en: 'Fixed line and permitted HIS vendors' },
  'A.01.04': { zhTW: '費用子流程查詢', en: 'Claims process steps' },
  'A.01.05': { zhTW: '費用抽審案件批次上傳', en: 'Batch upload of sampled cases' },
  'A.01.06': { zhTW: '抽審案件批次初步檢核結果查詢', en: 'First check results of sampled cases' },
  'A.01.07': { zhTW: '醫療費用申報資料上傳', en: 'Upload of medical claims' },
  'A.01.08': { zhTW: '醫療費用申報資料刪除', en: 'Deletion of medical claims' },
  'A.01.09': { zhTW: '醫療費用申報收件狀況查詢', en: 'Receipt status of medical claims' },
  'A.01.10': { zhTW: '申報案件相關檔案下載', en: 'Download of claims files' },
  'A.01.11': { zhTW: 'ICD10編碼實作資料上傳查詢', en: 'Upload of ICD-10 coding practice' },
  'A.01.12': { zhTW: '費用抽審案件送審作業', en: 'Submission of sampled cases for review' },
  'A.01.13': { zhTW: '抽審案件單筆 / 批次上傳結果查詢', en: 'Upload results of sampled cases' },
  'A.01.14': { zhTW: '牙醫院所感染管制評核登錄作業', en: 'Infection control assessment of dental clinics' },
  'A.02': { zhTW: '預檢醫療費用申報', en: 'Claims pre-check' },
  'A.02.01': { zhTW: '預檢醫療費用申報資料上傳', en: 'Upload for pre-check' },
  'A.02.02': { zhTW: '預檢醫療費用申報收件狀況查詢', en: 'Receipt status of pre-check' },
  'A.02.03': { zhTW: '預檢醫療費用申報相關檔案下載', en: 'Download of pre-check files' },
  'A.02.04': { zhTW: 'ICD-10-CM/PCS有效碼檢測作業', en: 'Valid ICD-10-CM/PCS codes' },
  'A.03': { zhTW: '照護機構院民資料申報', en: 'Residents of care institutions' },
  'A.03.01': { zhTW: '院民資料單筆收載作業', en: 'Single entry of residents' },
  'A.03.02': { zhTW: '院民資料批次收載作業', en: 'Batch entry of residents' },
  'A.03.03': { zhTW: '院民資料維護作業', en: 'Maintenance of residents’ data' },
  'A.03.04': { zhTW: '院民資料檢核檔案查詢下載作業', en: 'Check files of residents’ data' },
  'A.03.05': { zhTW: '扶療養機構查詢作業', en: 'Search for care institutions' },
  'A.04': { zhTW: '中醫護理人員跟診時段維護', en: 'Nursing hours in Chinese medicine' },
  'A.04.01': { zhTW: '中醫護理人員跟診時段單筆維護作業', en: 'Single maintenance of nursing hours' },
  'A.04.02': { zhTW: '中醫護理人員跟診時段查詢作業', en: 'Search of nursing hours' },
  'A.04.03': { zhTW: '中醫護理人員跟診時段整批上傳作業', en: 'Batch upload of nursing hours' },
  'A.05': { zhTW: '巡迴醫療及收容對象醫療資料登打及上傳', en: 'Mobile medicine and inmates’ care' },
  'A.05.01': { zhTW: '自費醫療費用案件登打作業', en: 'Entry of self-paid cases' },
  'A.06': { zhTW: '住院病例組合編審服務', en: 'Grouping of inpatient cases' },
  'A.06.01': { zhTW: '批次資料上傳', en: 'Batch upload' },
  'A.06.02': { zhTW: '批次資料查詢', en: 'Batch search' },
  'A.06.03': { zhTW: '單筆資料查詢', en: 'Single search' },
  'A.07': { zhTW: '醫療費用申報總表線上確認', en: 'Online confirmation of claims summaries' },
  'A.07.01': { zhTW: '醫療費用申報總表線上確認作業', en: 'Confirmation of claims summaries' },
  'A.07.02': { zhTW: '紙本醫療費用申報總表下載作業', en: 'Download of paper claims summaries' },
  B: { zhTW: '審查作業(含事前審查)', en: 'Reviews, prior authorisation included' },
  'B.01': { zhTW: '事前審查', en: 'Prior authorisation' },
  'B.01.01': { zhTW: '事前審查案件批次上傳', en: 'Batch upload of cases' },
  'B.01.02': { zhTW: '事前審查案件批次初步檢核結果查詢', en: 'First check results of batches' },
  'B.01.03': { zhTW: '事前審查申請登錄及上傳作業', en: 'Application and upload' },
  'B.01.04': { zhTW: '事前審查檔案下載查詢作業', en: 'Download and search of files' },
  'B.01.05': { zhTW: '事前審查流程狀態查詢作業', en: 'Process status' },
  'B.01.06': { zhTW: '事前審查案件單筆/批次上傳結果查詢', en: 'Upload results' },
  'B.01.07': { zhTW: '事前審查報表檔案下載作業', en: 'Download of reports' },
  'B.01.08': { zhTW: '免疫療法抑制劑個案名額作業', en: 'Case quota of immunotherapy inhibitors' },
  'B.02': { zhTW: '個案藥材追蹤管理系統', en: 'Tracking of drugs and devices per case' },
  'B.02.01': { zhTW: 'DBS基本資料維護', en: 'DBS master data' },
  'B.02.02': { zhTW: 'DBS個案資料維護', en: 'DBS cases' },
  'B.02.03': { zhTW: 'DBS個案資料查詢', en: 'Search of DBS cases' },
  'B.02.04': { zhTW: '長效型心室輔助器個案資料維護', en: 'Long-term ventricular assist device cases' },
  'B.02.05': { zhTW: '經導管置換瓣膜套組個案資料維護', en: 'Transcatheter valve cases' },
  'B.02.06': { zhTW: '無導線節律器個案資料維護', en: 'Leadless pacemaker cases' },
  'B.02.07': { zhTW: '全民健康保險腎臟性肌肉萎縮症使用藥物紀錄表維護', en: 'Drug records for spinal muscular atrophy' },
  'B.03': { zhTW: '義肢專業審查申報作業', en: 'Prosthesis reviews' },
  'B.03.01': { zhTW: '義肢案件申請作業', en: 'Application for prosthesis cases' },
  'B.03.02': { zhTW: '義肢案件申請結果查詢作業', en: 'Results of prosthesis cases' },
  'B.04': { zhTW: '重大傷病', en: 'Catastrophic illness' },
  'B.04.01': { zhTW: '重大傷病送審案件批次上傳', en: 'Batch upload of cases' },
  'B.04.02': { zhTW: '重大傷病送審案件批次初步檢核結果查詢', en: 'First check results of batches' },
  'B.04.03': { zhTW: 'ICD-9重大傷病單筆申請登錄作業', en: 'Single ICD-9 application' },
  'B.04.04': { zhTW: 'ICD-10重大傷病單筆申請登錄作業', en: 'Single ICD-10 application' },
  'B.04.05': { zhTW: '重大傷病批次申請上傳作業', en: 'Batch upload of applications' },
  'B.04.06': { zhTW: '重大傷病流程狀態查詢', en: 'Process status' },
  'B.04.07': { zhTW: '重大傷病檔案下載查詢', en: 'Download and search of files' },
  'B.04.08': { zhTW: '重大傷病批次申請預檢作業', en: 'Pre-check of batch applications' },
  'B.04.09': { zhTW: '重大傷病送審案件單筆上傳', en: 'Single upload of cases' },
  'B.04.10': { zhTW: '重大傷病送審案件上傳結果查詢', en: 'Upload results of cases' },
  'B.05': { zhTW: '拔牙牙位更正作業', en: 'Correction of extracted teeth' },
  'B.05.01': { zhTW: '拔牙牙位批次更正上傳', en: 'Batch upload of corrections' },
  'B.05.02': { zhTW: '拔牙牙位相關檔案下載', en: 'Download of files' },
  'B.05.03': { zhTW: '拔牙牙位更正案件上傳紀錄查詢', en: 'Upload records' },
  'B.05.04': { zhTW: '拔牙牙位單筆更正上傳及結果查詢', en: 'Single upload and results' },
  'B.06': { zhTW: '保險對象管理', en: 'Management of insured persons' },
  'B.06.01': { zhTW: '用藥重複申復案件線上維護', en: 'Appeals on duplicate medication' },
  'B.06.02': { zhTW: '用藥重複案件檔案上傳', en: 'Upload of duplicate medication files' },
  'B.06.03': { zhTW: '保險對象管理收件狀況查詢', en: 'Receipt status' },
  'B.06.04': { zhTW: '保險對象管理檔案下載清單', en: 'List of downloads' },
  'B.06.05': { zhTW: '程序審查與指標院所意見線上維護', en: 'Opinions on procedures and indicators' },
  'B.06.06': { zhTW: '程序審查與指標院所意見批次上傳', en: 'Batch upload of opinions' },
  'B.07': { zhTW: '醫療費用自墊核退', en: 'Reimbursement of self-advanced expenses' },
  'B.07.01': { zhTW: '自墊核退申請登錄及上傳作業_門住診作業', en: 'Application and upload, outpatient' },
  'B.07.02': { zhTW: '自墊核退批次上傳', en: 'Batch upload' },
  'B.07.03': { zhTW: '自墊核退案件單筆/批次上傳結果查詢', en: 'Upload results' },
  'B.07.04': { zhTW: '自墊核退批次初步檢核結果查詢', en: 'First check results of batches' },
  'B.07.05': { zhTW: '自墊核退相關檔案下載查詢', en: 'Download and search of files' },
  C: { zhTW: '特約機構資料維護', en: 'Contracted institutions’ data' },
  D: { zhTW: '照護計畫維護追蹤', en: 'Care plans and tracking' },
  E: { zhTW: '費用支付資料下載', en: 'Payment data downloads' },
  F: { zhTW: '轉診及轉介', en: 'Referrals' },
  G: { zhTW: '居家醫療', en: 'Home care' },
  H: { zhTW: '健保卡上傳資訊', en: 'NHI card uploads' },
  I: { zhTW: '檢驗(查)結果、影像及出院病摘上傳', en: 'Upload of examinations, images and discharge summaries' },
  J: { zhTW: '醫療資訊雲端系統', en: 'Medical information cloud' },
  K: { zhTW: '資料交換與查詢', en: 'Data exchange and search' },
  L: { zhTW: '藥材調查及診療增修', en: 'Drug surveys and service revisions' },
  M: { zhTW: '行政協助項目', en: 'Administrative assistance' },
  N: { zhTW: '偏鄉醫師人力需求', en: 'Physicians for remote areas' },
  O: { zhTW: '機構授權作業', en: 'Authorisation of institutions' },
  'O.01': { zhTW: '機構代表作業', en: 'Work of the representative' },
  'O.01.01': { zhTW: '機構管理者維護作業', en: 'Maintenance of managers' },
  'O.01.02': { zhTW: '雲端安全模組申請、下載', en: 'Cloud security module: application, download' },
  'O.02': { zhTW: '機構管理者作業', en: 'Work of the manager' },
  'O.02.01': { zhTW: '健保服務申請作業', en: 'Application for services' },
  'O.02.02': { zhTW: '機構使用者維護作業', en: 'Maintenance of users' },
  'O.02.03': { zhTW: '使用者授權管理作業', en: 'Granting of services' },
} as const satisfies Record<string, Text>

export type CatalogueCode = keyof typeof catalogue

export const catalogueCodes = Object.keys(catalogue) as CatalogueCode[]

export const isCatalogueCode = (code: string): code is CatalogueCode => Object.hasOwn(catalogue, code)

/** The entries directly below one, or the categories. */
export const entriesBelow = (code?: CatalogueCode): CatalogueCode[] =>
  catalogueCodes.filter((entry) => parentOf(entry) === code)

/** 1 for a category, 2 for a sub-item, 3 for a function. */
export const layerOf = (code: CatalogueCode): number => code.split('.').length

export function parentOf(code: CatalogueCode): CatalogueCode | undefined {
  const parent = code.includes('.') ? code.slice(0, code.lastIndexOf('.')) : ''
  return isCatalogueCode(parent) ? parent : undefined
}

/** Whether `code` is `ancestor` or stands below it. */
export const isWithin = (code: CatalogueCode, ancestor: CatalogueCode): boolean =>
  code === ancestor || code.startsWith(`${ancestor}.`)
