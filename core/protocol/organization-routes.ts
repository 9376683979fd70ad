import { z } from 'zod'
import { nothing } from './nothing.ts'
import {
  contact,
  fixedLine,
  grantChange,
  grantList,
  historyPage,
  internetDataRequest,
  member,
  memberId,
  newMember,
  newPermission,
  service,
  serviceList,
  vendorList,
} from './organizations.ts'
import { perSession, route, type RouteTable } from './route.ts'

const reading = perSession(600, 60)
const changing = perSession(120, 60)

/** 機構授權作業: managers, services, users, grants and HIS vendors of the chosen institution. */
export const organizationRoutes = {
  'GET /api/organizations/managers': route({
    rule: { action: 'maintain-managers' },
    limit: reading,
    summary: 'The managers of the institution, and how many it may have',
    request: nothing,
    answer: z.strictObject({ managers: z.array(member), seats: z.int() }),
  }),
  'POST /api/organizations/managers': route({
    rule: { action: 'maintain-managers' },
    limit: changing,
    summary: 'Appoints a manager, named by the whole ID number and the name',
    request: newMember,
    answer: member,
  }),
  'PUT /api/organizations/managers': route({
    rule: { action: 'maintain-managers' },
    limit: changing,
    summary: 'Changes how a manager is reached',
    request: memberId.extend({ contact }),
    answer: member,
  }),
  'DELETE /api/organizations/managers': route({
    rule: { action: 'remove-manager' },
    subject: 'personId',
    limit: changing,
    summary: 'Removes a manager: the next request of an open session is refused',
    request: memberId,
    answer: nothing,
  }),
  'GET /api/organizations/users': route({
    rule: { action: 'maintain-users' },
    limit: reading,
    summary: 'The users of the institution',
    request: nothing,
    answer: z.strictObject({ users: z.array(member) }),
  }),
  'POST /api/organizations/users': route({
    rule: { action: 'maintain-users' },
    limit: changing,
    summary: 'Makes somebody a user; without a body’s `member`, the manager who asks',
    request: z.strictObject({ member: newMember.nullable() }),
    answer: member,
  }),
  'PUT /api/organizations/users': route({
    rule: { action: 'maintain-users' },
    limit: changing,
    summary: 'Changes how a user is reached',
    request: memberId.extend({ contact }),
    answer: member,
  }),
  'DELETE /api/organizations/users': route({
    rule: { action: 'maintain-users' },
    limit: changing,
    summary: 'Removes a user, with all that was granted',
    request: memberId,
    answer: nothing,
  }),
  'GET /api/organizations/services': route({
    rule: { action: 'apply-services' },
    limit: reading,
    summary: 'The services that this kind of institution may apply for, and those it did',
    request: nothing,
    answer: serviceList,
  }),
  'POST /api/organizations/services': route({
    rule: { action: 'apply-services' },
    limit: changing,
    summary: 'Applies for services',
    request: z.strictObject({ services: z.array(service).min(1) }),
    answer: serviceList,
  }),
  'DELETE /api/organizations/services': route({
    rule: { action: 'apply-services' },
    limit: changing,
    summary: 'Withdraws a service, with all its grants',
    request: z.strictObject({ service }),
    answer: serviceList,
  }),
  'POST /api/organizations/internet-data': route({
    rule: { action: 'request-internet-data' },
    limit: changing,
    summary: 'Asks for the feedback files of the Internet platform, to be read here from the next day on',
    request: nothing,
    answer: internetDataRequest,
  }),
  'GET /api/organizations/grants': route({
    rule: { action: 'grant-services' },
    limit: reading,
    summary: 'Which user may use which service',
    request: nothing,
    answer: grantList,
  }),
  'PUT /api/organizations/grants': route({
    rule: { action: 'grant-services' },
    limit: changing,
    summary: 'Grants services to a user and withdraws others',
    request: grantChange,
    answer: grantList,
  }),
  'GET /api/organizations/vendors': route({
    rule: { action: 'permit-vendors' },
    limit: reading,
    summary: 'The fixed line, the vendors that can be chosen and the permissions given',
    request: nothing,
    answer: vendorList,
  }),
  'PUT /api/organizations/line': route({
    rule: { action: 'permit-vendors' },
    limit: changing,
    summary: 'Registers the institution’s fixed line',
    request: fixedLine,
    answer: vendorList,
  }),
  'POST /api/organizations/vendors': route({
    rule: { action: 'permit-vendors' },
    limit: changing,
    summary: 'Allows a vendor in, from one day to another',
    request: newPermission,
    answer: vendorList,
  }),
  'DELETE /api/organizations/vendors': route({
    rule: { action: 'permit-vendors' },
    limit: changing,
    summary: 'Withdraws a permission',
    request: z.strictObject({ permissionId: z.uuid() }),
    answer: vendorList,
  }),
  'GET /api/organizations/history': route({
    rule: { action: 'read-history' },
    limit: reading,
    summary: 'Who did what at the institution, newest first',
    request: z.strictObject({
      page: z
        .string()
        .regex(/^\d{1,4}$/)
        .optional(),
    }),
    answer: historyPage,
  }),
} as const satisfies RouteTable
