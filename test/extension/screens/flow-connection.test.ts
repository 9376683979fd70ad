import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { ConnectionState } from '../../../extension/components/connect-to-worker.ts'
import { connectToFlow } from '../../../extension/pin/flow-connection.ts'
import { type FakePort, fakePorts } from './fake-port.ts'
import { pinState } from './pin-states.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function connected(connect?: () => FakePort) {
  const { ports, port, connect: open } = fakePorts()
  const states: PinWindowState[] = []
  const connections: ConnectionState[] = []
  const connection = connectToFlow({
    flow: 'flow-1',
    connect: connect ?? open,
    onState: (state) => states.push(state),
    onConnection: (state) => connections.push(state),
  })
  return { connection, ports, states, connections, port }
}

test('the window attaches to its flow and passes states on', () => {
  const { port, states, connections } = connected()
  expect(port().sent).toEqual([{ action: 'attach', flow: 'flow-1' }])
  port().state(pinState())
  expect(states).toEqual([pinState()])
  expect(connections).toEqual(['connecting', 'connected'])
})

test('a broken port is opened anew and attached again', () => {
  const { ports, port, connections, states } = connected()
  port().state(pinState())
  port().break()
  expect(connections.at(-1)).toBe('reconnecting')
  vi.advanceTimersByTime(50)
  expect(ports).toHaveLength(2)
  expect(port().sent).toEqual([{ action: 'attach', flow: 'flow-1' }])
  port().state(pinState({ triesLeft: 2 }))
  expect(connections.at(-1)).toBe('connected')
  expect(states).toHaveLength(2)
})

test('states of another flow, and of a port given up, are not shown', () => {
  const { ports, port, states } = connected()
  port().state(pinState({ flow: 'flow-2' }))
  port().break()
  vi.advanceTimersByTime(50)
  ports[0]?.state(pinState())
  expect(states).toEqual([])
})

test('requests are refused while the port is broken, and go to the new one afterwards', () => {
  const { connection, ports, port } = connected()
  port().state(pinState())
  port().break()
  expect(connection.send({ action: 'cancel' })).toBe(false)
  vi.advanceTimersByTime(50)
  expect(connection.send({ action: 'restart' })).toBe(true)
  expect(ports[0]?.sent).toHaveLength(1)
  expect(port().sent.at(-1)).toEqual({ action: 'restart' })
})

test('attempts that bring no state end as lost instead of going on for ever', () => {
  const { ports, port, connections } = connected()
  for (let i = 0; i < 20; i++) {
    port().break()
    vi.advanceTimersByTime(10_000)
  }
  expect(connections.at(-1)).toBe('lost')
  expect(ports).toHaveLength(8)
})

test('a port that stays silent is given up like a broken one', () => {
  const { ports, port } = connected()
  port().state(pinState())
  port().break()
  vi.advanceTimersByTime(50)
  expect(ports).toHaveLength(2)
  vi.advanceTimersByTime(2_000 + 100)
  expect(ports[1]?.disconnected).toBe(true)
  expect(ports).toHaveLength(3)
  port().state(pinState())
  vi.advanceTimersByTime(60_000)
  expect(ports).toHaveLength(3)
})

test('each state gives the full number of attempts again', () => {
  const { port, connections } = connected()
  for (let i = 0; i < 20; i++) {
    port().break()
    vi.advanceTimersByTime(10_000)
    port().state(pinState())
  }
  expect(connections.at(-1)).toBe('connected')
})

test('an extension that is gone counts as a failed attempt', () => {
  const { connections } = connected(() => {
    throw new Error('Extension context invalidated.')
  })
  vi.advanceTimersByTime(60_000)
  expect(connections.at(-1)).toBe('lost')
})

test('after close nothing is opened any more', () => {
  const { connection, ports, port } = connected()
  const [first] = ports
  port().break()
  connection.close()
  vi.advanceTimersByTime(60_000)
  expect(ports).toEqual([first])
})
