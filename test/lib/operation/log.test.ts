// The lines that are written during a call: whose they are, which are written, and that each is one line.
import fc from 'fast-check';
import { createLog, isLogged } from '../../../lib/operation/log.ts';
import { manualClock } from '../../support/call.ts';
import { openDemo, REQUEST_ID } from './harness.ts';

describe('lines written during a call', () => {
  test('carry the request id and the operation, whatever their fields say', async () => {
    const demo = openDemo(async (_input, { log }) => {
      log.warn('Something odd.', { path: 'a.b', requestId: 'forged', level: 'debug', time: 'never' });
      log.debug('Not at this level.');
      return {};
    });
    await demo.invoke({});
    expect(demo.logged()[0]).toEqual({
      level: 'warn',
      time: '2026-11-22T12:00:00.000Z',
      message: 'Something odd.',
      operation: 'demo',
      requestId: REQUEST_ID,
      path: 'a.b',
    });
    expect(demo.lines).toHaveLength(2);
  });

  test('are written when their level is at least the one that is set', () => {
    expect(isLogged('debug', 'debug')).toBe(true);
    expect(isLogged('info', 'warn')).toBe(false);
    expect(isLogged('error', 'error')).toBe(true);
    const lines: string[] = [];
    const log = createLog('warn', {}, (line) => lines.push(line), manualClock());
    log.debug('1');
    log.info('2');
    log.warn('3');
    log.error('4');
    expect(lines).toHaveLength(2);
  });

  test('cannot be forged: whatever is logged is one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, field) => {
        const lines: string[] = [];
        createLog('info', {}, (line) => lines.push(line), manualClock()).info(message, { [field]: field });
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toMatch(/[\r\n]/);
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info' });
      }),
    );
  });
});
