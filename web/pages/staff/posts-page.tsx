import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { areasOf } from '../../../core/portal/staff-areas.ts'
import { staffRoles } from '../../../core/portal/staff-roles.ts'
import { taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { StaffPostView } from '../../../core/protocol/staff.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Day } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { PostDialog } from './post-dialog.tsx'
import { StaffPage } from './staff-page.tsx'
import { postTexts, staffTexts } from './staff-texts.ts'

/** 後台人員維護: who holds which post, given and taken away. */
export const PostsPage = (): JSX.Element => <StaffPage path="/staff/posts">{() => <Posts />}</StaffPage>

type Open = { readonly dialog: 'give' } | { readonly dialog: 'take'; readonly post: StaffPostView }

function Posts(): JSX.Element {
  const t = useTexts(postTexts)
  const { loaded, take, ask } = useAnswer('GET /api/staff/posts', {})
  const call = useSignedInCall()
  const [open, setOpen] = useState<Open>()
  const [done, setDone] = useState<string>()
  const close = () => setOpen(undefined)
  const finish = (posts: StaffPostView[], message: string) => {
    take({ posts })
    close()
    setDone(message)
  }
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ posts }) => (
          <section class="box stack" aria-labelledby="posts">
            <div class="staff-head">
              <h2 id="posts">{t.list}</h2>
              <Button kind="primary" onClick={() => setOpen({ dialog: 'give' })}>
                {t.add}
              </Button>
            </div>
            <PostTable posts={posts} onTake={(post) => setOpen({ dialog: 'take', post })} />
          </section>
        )}
      </LoadedPart>
      {open?.dialog === 'give' && (
        <PostDialog
          onClose={close}
          onSave={async (post) => {
            const { posts } = await call('POST /api/staff/posts', post)
            finish(posts, t.given(post.name))
          }}
        />
      )}
      {open?.dialog === 'take' && (
        <TakePost
          post={open.post}
          onClose={close}
          onConfirm={async () => {
            const { personId, role, area, name } = open.post
            const { posts } = await call('DELETE /api/staff/posts', { personId, role, area })
            finish(posts, t.taken(name))
          }}
        />
      )}
    </>
  )
}

/** The names of a post's role and area. */
function useNames(): (post: StaffPostView) => { role: string; area: string } {
  const language = useLanguage()
  return ({ role, area }) => ({
    role: say(staffRoles[role].label, language),
    area: say(areasOf(role)[area] ?? { zhTW: area, en: area }, language),
  })
}

function PostTable({
  posts,
  onTake,
}: {
  posts: readonly StaffPostView[]
  onTake: (post: StaffPostView) => void
}): JSX.Element {
  const t = useTexts(postTexts)
  const s = useTexts(staffTexts)
  const names = useNames()
  return (
    <DataTable
      caption={t.caption(posts.length)}
      rows={posts}
      rowKey={({ personId, role, area }) => `${personId} ${role} ${area}`}
      exportedAs={{ name: 'posts' }}
      columns={[
        {
          key: 'name',
          title: t.name,
          isRowHeader: true,
          text: ({ name }) => name,
          cell: ({ name, hasCard }) => (
            <>
              {name}
              {!hasCard && <span class="staff-note">{t.noCard}</span>}
            </>
          ),
        },
        {
          key: 'idNumber',
          title: t.idNumber,
          text: ({ maskedIdNumber }) => maskedIdNumber,
          cell: ({ maskedIdNumber }) => <code>{maskedIdNumber}</code>,
        },
        { key: 'role', title: t.role, text: (post) => names(post).role },
        { key: 'area', title: t.area, text: (post) => names(post).area },
        {
          key: 'since',
          title: t.since,
          text: ({ givenAt }) => taiwanDay(new Date(givenAt)),
          cell: ({ givenAt }) => <Day iso={givenAt} />,
        },
        {
          key: 'actions',
          title: s.actions,
          cell: (post) => (
            <Button kind="danger" label={t.takeOf(post.name, names(post).role)} onClick={() => onTake(post)}>
              {t.take}
            </Button>
          ),
        },
      ]}
    />
  )
}

function TakePost({
  post,
  onClose,
  onConfirm,
}: {
  post: StaffPostView
  onClose: () => void
  onConfirm: () => Promise<void>
}): JSX.Element {
  const t = useTexts(postTexts)
  const { role, area } = useNames()(post)
  return (
    <ConfirmDialog title={t.takeOf(post.name, role)} confirm={t.take} onClose={onClose} onConfirm={onConfirm}>
      <p>{t.loses(post.name, role, area)}</p>
    </ConfirmDialog>
  )
}
