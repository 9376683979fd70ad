import { CodedError } from '../../core/errors/coded-error.ts'
import { nextTaiwanMidnight } from '../../core/portal/taiwan-day.ts'
import { newId } from '../db/new-id.ts'
import { addInternetDataRequest, type InternetDataRequest } from '../db/tables/internet-data-requests.ts'
import type { Handler } from '../http/call.ts'
import { queueJob } from '../jobs/queue-job.ts'
import { changeInstitution, type OrganizationParts } from './change-institution.ts'
import { fulfilInternetDataKind } from './fulfil-internet-data.ts'

/** 申請讀取Internet資料: fulfilled when the next day begins in Taiwan. Errors: ERR_REQUEST_DATA_ASKED while one is open. */
export function requestInternetData(parts: OrganizationParts): Handler<'POST /api/organizations/internet-data'> {
  return {
    event: 'request-internet-data',
    handle: (call) =>
      changeInstitution(parts, call, async ({ query, institution, now, record }) => {
        const id = newId(now)
        if (!(await addInternetDataRequest(query, { id, institutionCode: institution.code, at: now }))) {
          throw new CodedError('ERR_REQUEST_DATA_ASKED', 'a request is open already')
        }
        await queueJob(query, now, fulfilInternetDataKind, { request: id }, nextTaiwanMidnight(now))
        await record('request-internet-data')
        return toInternetDataRequest({ requestedAt: now, fulfilledAt: null })
      }),
  }
}

export const toInternetDataRequest = ({ requestedAt, fulfilledAt }: InternetDataRequest) => ({
  requestedAt: requestedAt.toISOString(),
  fulfilledAt: fulfilledAt?.toISOString() ?? null,
})
