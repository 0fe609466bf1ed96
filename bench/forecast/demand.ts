// How much of a wallet is wanted on each day, for each kind of history.
import type { Random } from './random.ts';

/** The kinds of history. `top-ups` and `resets` are wallets with a steady or weekly demand and those events. */
export const KINDS = ['steady', 'weekly', 'bursty', 'growing', 'top-ups', 'resets'] as const;

/** One of the kinds. */
export type Kind = (typeof KINDS)[number];

/** A demand: credits on each day, and what is to be expected of the days after `today`. */
export interface Demand {
  /** Credits wanted on the day, counted from the start of the history. */
  on(day: number): number;
  /** The typical day at the end of the history, to choose a balance by; it knows nothing of the days to come. */
  readonly typicalDay: number;
}

type Shape = (day: number) => number;

function weekly(random: Random): Shape {
  const weekend = random.between(0.05, 0.5);
  const friday = random.between(0.6, 1.1);
  const phase = Math.floor(random.between(0, 7));
  const factors = [1, 1, 1, 1, friday, weekend, weekend];
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / 7;
  return (day) => (factors[(day + phase) % 7] ?? 1) / mean;
}

function bursty(random: Random): Shape {
  const chance = random.between(0.08, 0.3);
  const height = random.between(3, 12);
  const mean = 1 + chance * height;
  return () => (1 + (random.next() < chance ? height * random.around1(0.5) : 0)) / mean;
}

function growing(random: Random, today: number): Shape {
  const perDay = random.between(0.005, 0.03);
  return (day) => (1 + perDay) ** (day - today);
}

function shapeOf(kind: Kind, random: Random, today: number): Shape {
  if (kind === 'weekly') return weekly(random);
  if (kind === 'bursty') return bursty(random);
  if (kind === 'growing') return growing(random, today);
  if (kind === 'steady') return () => 1;
  return random.next() < 0.5 ? weekly(random) : () => 1;
}

/** A demand of the kind. Days are drawn in the order in which they are asked for, so ask for them in order. */
export function demandOf(kind: Kind, random: Random, today: number): Demand {
  const typicalDay = 10 ** random.between(1.5, 4);
  const variation = random.between(0.1, 0.5);
  const shape = shapeOf(kind, random, today);
  const days: number[] = [];
  return {
    typicalDay,
    on(day) {
      while (days.length <= day) days.push(typicalDay * shape(days.length) * random.around1(variation));
      return days[day] ?? 0;
    },
  };
}
