import { CodedError } from '../../core/errors/coded-error.ts'
import { maskIdNumber } from '../../core/portal/id-number.ts'
import { isSameName } from '../../core/portal/same-name.ts'
import type { StaffPostView } from '../../core/protocol/staff.ts'
import type { Queryable } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { findOrAddPerson } from '../db/tables/people.ts'
import { addStaffPost, findAllStaffPosts, lockAdministrators, removeStaffPost } from '../db/tables/staff-posts.ts'
import type { Handler } from '../http/call.ts'
import { record, type StaffParts } from './staff-parts.ts'

export function listPosts({ database }: StaffParts): Handler<'GET /api/staff/posts'> {
  return { event: 'read', handle: async () => ({ posts: await readPosts(database.query) }) }
}

/** Errors: ERR_REQUEST_NAME_DIFFERS, ERR_REQUEST_POST_HELD. */
export function givePost({ database }: StaffParts): Handler<'POST /api/staff/posts'> {
  return {
    event: 'give-post',
    handle: (call) =>
      database.tx(async (query) => {
        const { idNumber, name, role, area } = call.request
        const person = await findOrAddPerson(query, { id: newId(call.now), name, idNumber })
        if (!isSameName(person.name, name)) {
          throw new CodedError('ERR_REQUEST_NAME_DIFFERS', 'the directory knows the number under another name')
        }
        if (!(await addStaffPost(query, { personId: person.id, role, area, at: call.now }))) {
          throw new CodedError('ERR_REQUEST_POST_HELD', 'the person has the post already')
        }
        await record(query, call, 'give-post', { detail: { person: person.id, role, area } })
        return { posts: await readPosts(query) }
      }),
  }
}

/** Errors: ERR_REQUEST_NOT_FOUND, ERR_REQUEST_LAST_ADMINISTRATOR: somebody must be able to give posts. */
export function takePost({ database }: StaffParts): Handler<'DELETE /api/staff/posts'> {
  return {
    event: 'take-post',
    handle: (call) =>
      database.tx(async (query) => {
        const { personId, role, area } = call.request
        // Locked first: two who take the last two posts at once do so one after the other.
        const administrators = role === 'administrator' ? await lockAdministrators(query) : []
        if (administrators.length === 1 && administrators[0] === personId) {
          throw new CodedError('ERR_REQUEST_LAST_ADMINISTRATOR', 'nobody else is administrator')
        }
        if (!(await removeStaffPost(query, { personId, role, area }))) {
          throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the person has no such post')
        }
        await record(query, call, 'take-post', { detail: { person: personId, role, area } })
        return { posts: await readPosts(query) }
      }),
  }
}

async function readPosts(query: Queryable): Promise<StaffPostView[]> {
  const posts = await findAllStaffPosts(query)
  return posts.map(({ person, role, area, givenAt, hasCard }) => ({
    role,
    area,
    hasCard,
    personId: person.id,
    name: person.name,
    maskedIdNumber: person.idNumber === null ? '' : maskIdNumber(person.idNumber),
    givenAt: givenAt.toISOString(),
  }))
}
