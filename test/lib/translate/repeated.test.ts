// A translation that is called again: what is kept is neither asked for nor paid, and only what is sure is kept.
import { keptIn } from '../../../lib/translate/kept.ts';
import { MemoryDisk } from '../../support/memory-store.ts';
import { type BulkBody, failing, inUpperCase, large, run, text, wixThat } from './bulk-wix.ts';

describe('a repeated call', () => {
  test('neither asks nor pays for what is kept', async () => {
    const disk = new MemoryDisk();
    const first = await run([text('a b'), text(' ')], wixThat(), keptIn(disk.open()));
    const again = wixThat();
    const second = await run([text('a b'), text(' ')], again, keptIn(disk.open()));
    expect(second.units).toEqual(first.units);
    expect(second.reused).toBe(1);
    expect([again.checks, again.bulks]).toEqual([[], []]);
  });

  test('pays for the rest only, and goes on where the credits ended', async () => {
    const disk = new MemoryDisk();
    const bulk = (body: BulkBody, count: number) =>
      count === 1 ? inUpperCase(body) : failing('InsufficientCredits');
    await run([text('a'), large('b'), large('c')], wixThat({ bulk }), keptIn(disk.open()));
    const again = wixThat();
    const { units, wordCount } = await run([text('a'), large('b'), large('c')], again, keptIn(disk.open()));
    expect(units.every((unit) => 'text' in unit)).toBe(true);
    expect(wordCount).toBe(80_001);
    expect(again.checks).toEqual([{ wordCount: 40_000 }]);
    expect(again.bulks[0]?.contentToTranslate).toHaveLength(1);
  });

  test('answers what is kept when the credits do not suffice for the rest', async () => {
    const disk = new MemoryDisk();
    await run([text('a')], wixThat(), keptIn(disk.open()));
    const wix = wixThat({ verdict: false });
    const { units, stopped } = await run([text('a'), text('b')], wix, keptIn(disk.open()));
    expect(units).toMatchObject([{ text: 'A' }, { error: { code: 'InsufficientCredits' } }]);
    expect(stopped?.code).toBe('InsufficientCredits');
    expect(wix.bulks).toEqual([]);
  });

  test('does not keep what failed or is unknown', async () => {
    const disk = new MemoryDisk();
    const bulk = (body: BulkBody) => ({ results: inUpperCase(body).results.slice(1) });
    await run([text('a'), text('b')], wixThat({ bulk }), keptIn(disk.open()));
    expect(disk.objects.size).toBe(1);
  });
});
