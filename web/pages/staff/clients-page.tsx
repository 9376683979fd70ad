import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ClientRecord } from '../../../core/protocol/clients.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { LoadedPart } from '../../components/loaded-part.tsx'
import { confirmed } from '../../state/confirmed.ts'
import { useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { ClientDialog } from './client-dialog.tsx'
import { clientTexts } from './client-texts.ts'
import { changedColumn } from './record-columns.tsx'
import { RecordHistory } from './record-history.tsx'
import { recordTexts } from './record-texts.ts'
import { StaffPage } from './staff-page.tsx'
import { staffTexts } from './staff-texts.ts'

/** 單一登入系統作業: the other systems that people are signed in to from here. */
export const StaffClientsPage = (): JSX.Element => <StaffPage path="/staff/clients">{() => <Clients />}</StaffPage>

function Clients(): JSX.Element {
  const t = useTexts(clientTexts)
  const r = useTexts(recordTexts)
  const s = useTexts(staffTexts)
  const services = useServices()
  const call = useSignedInCall()
  const { loaded, take, ask } = useAnswer('GET /api/staff/clients', {})
  const [open, setOpen] = useState<{ readonly client?: ClientRecord }>()
  const [moving, setMoving] = useState<ClientRecord>()
  const [history, setHistory] = useState<ClientRecord>()
  const [done, setDone] = useState<string>()

  const change = async ({ changedAt: _at, changedBy: _by, ...client }: ClientRecord) => {
    take(await confirmed(services, 'change-client', client.clientId, () => call('PUT /api/staff/clients', client)))
    setDone(s.changed(client.name))
  }
  return (
    <>
      <p>{t.lead}</p>
      <DoneNotice message={done} />
      <LoadedPart loaded={loaded} retry={() => void ask()}>
        {({ clients }) => (
          <section class="box stack" aria-labelledby="clients">
            <div class="staff-head">
              <h2 id="clients">{t.list}</h2>
              <Button kind="primary" onClick={() => setOpen({})}>
                {t.add}
              </Button>
            </div>
            <DataTable
              caption={t.caption(clients.length)}
              exportedAs={{ name: 'clients' }}
              rows={clients}
              rowKey={({ id }) => id}
              columns={[
                { key: 'name', title: t.name, isRowHeader: true, text: ({ name }) => name },
                { key: 'clientId', title: t.clientId, text: ({ clientId }) => clientId },
                { key: 'entries', title: t.entries, text: ({ entries }) => entries.join(' ') },
                { key: 'state', title: t.state, text: ({ inUse }) => (inUse ? t.inUse : t.withdrawn) },
                changedColumn(r.changed),
                {
                  key: 'actions',
                  title: s.actions,
                  cell: (client) => (
                    <div class="row">
                      <Button label={s.changeOf(client.name)} onClick={() => setOpen({ client })}>
                        {s.change}
                      </Button>
                      <Button
                        label={client.inUse ? t.withdrawOf(client.name) : t.restoreOf(client.name)}
                        onClick={() => setMoving(client)}
                      >
                        {client.inUse ? t.withdraw : t.restore}
                      </Button>
                      <Button kind="quiet" label={r.historyOf(client.name)} onClick={() => setHistory(client)}>
                        {r.history}
                      </Button>
                    </div>
                  ),
                },
              ]}
            />
          </section>
        )}
      </LoadedPart>
      {open && (
        <ClientDialog
          client={open.client}
          onClose={() => setOpen(undefined)}
          onSave={async (facts) => {
            const { client } = open
            if (client) await change({ ...client, ...facts })
            else {
              take(
                await confirmed(services, 'change-client', facts.clientId, () =>
                  call('POST /api/staff/clients', facts),
                ),
              )
              setDone(r.added(facts.name))
            }
            setOpen(undefined)
          }}
        />
      )}
      {moving && (
        <ConfirmDialog
          title={moving.inUse ? t.withdrawOf(moving.name) : t.restoreOf(moving.name)}
          confirm={moving.inUse ? t.withdraw : t.restore}
          onClose={() => setMoving(undefined)}
          onConfirm={async () => {
            await change({ ...moving, inUse: !moving.inUse })
            setMoving(undefined)
          }}
        >
          {moving.inUse && <p>{t.loses(moving.name)}</p>}
          <p>{t.signs}</p>
        </ConfirmDialog>
      )}
      {history && <ClientHistory client={history} onClose={() => setHistory(undefined)} />}
    </>
  )
}

function ClientHistory({ client: { id, name }, onClose }: { client: ClientRecord; onClose: () => void }): JSX.Element {
  const t = useTexts(clientTexts)
  const { clientId, entries, loginAddress, redirectAddresses, postLogoutAddresses, logoutAddress, keys, inUse } = t
  const names: Readonly<Record<string, string>> = {
    clientId,
    name: t.name,
    entries,
    loginAddress,
    redirectAddresses,
    postLogoutAddresses,
    logoutAddress,
    keys,
    inUse,
  }
  const { loaded, ask } = useAnswer('GET /api/staff/clients/history', { id })
  return (
    <RecordHistory
      name={name}
      loaded={loaded}
      retry={() => void ask()}
      nameOf={(field) => names[field] ?? field}
      onClose={onClose}
    />
  )
}
