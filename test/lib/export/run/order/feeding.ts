// Pages fed to the order of an export, and the parts that come out; on the way it may be taken up from its snapshots.
import type { Row } from '../../../../../lib/export/record/transaction.ts';
import { atTheStart, rowsOf } from '../../../../../lib/export/run/checkpoint.ts';
import type { OrderState } from '../../../../../lib/export/run/order/open-part.ts';
import { RowOrder } from '../../../../../lib/export/run/order/row-order.ts';
import { identity } from '../world.ts';

/** A part as it was cut: its UTC day, and its rows as `id@revision`. */
export interface Cut {
  readonly day: string;
  readonly ids: string[];
}

/** Feeds pages to the end. After a full part and after a page, `interrupt` may have the order taken up from its snapshot. */
export function run(
  pages: readonly (readonly Row[])[],
  rowsPerPart: number,
  interrupt: (step: number) => boolean = () => false,
) {
  const parts: Cut[] = [];
  let open: string[] = [];
  let order = new RowOrder(rowsPerPart);
  let step = 0;
  const drain = (): void => {
    const { rows, anew } = order.take();
    const ids = rows.map(({ record }) => `${record.id}@${record.revision ?? '-'}`);
    open = anew ? ids : [...open, ...ids];
  };
  const take = (full: Iterable<void>): void => {
    for (const _ of full) {
      drain();
      expect(order.full).toBe(open.length);
      parts.push({ day: order.day, ids: open });
      open = [];
      if (interrupt(step++)) {
        again();
        return;
      }
    }
    drain();
  };
  const again = (): void => {
    const { order: saved, rows } = order.snapshot();
    const state: OrderState = JSON.parse(JSON.stringify(saved));
    order = new RowOrder(rowsPerPart, state);
    open = [];
    take(order.feed(rowsOf({ ...atTheStart(identity(), ''), rows })));
  };
  for (const page of pages) {
    take(order.feed(page));
    if (interrupt(step++)) again();
  }
  do take(order.end());
  while (order.inHand > 0);
  return { parts, superseded: order.snapshot().order.superseded, repeats: order.repeats };
}
