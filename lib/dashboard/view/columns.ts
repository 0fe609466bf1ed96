// The sites of a large fleet as rows under one list of columns: a third of the size of objects.
import { SITE_STATES, type SiteForecast, type SiteView } from './site-view.ts';

/** The columns of a row, in order. Instants are seconds since 1970. */
export const COLUMNS = [
  'siteId',
  'name',
  'state',
  'remaining',
  'quota',
  'used',
  'readAt',
  'failedAt',
  'failure',
  'alert',
  'alertSince',
  'forecast',
  'perDay',
  'runsOutAt',
  'earliest',
  'latest',
  'trend',
] as const;

/** A value of a row. */
export type Cell = string | number | null | readonly (number | null)[];

const seconds = (instant: number | null) => (instant === null ? null : Math.round(instant / 1000));
const instant = (value: Cell | undefined) => (typeof value === 'number' ? value * 1000 : null);
const text = (value: Cell | undefined) => (typeof value === 'string' ? value : null);
const number = (value: Cell | undefined) => (typeof value === 'number' ? value : null);

/** A site as a row. */
export function rowOf(site: SiteView): readonly Cell[] {
  const { forecast } = site;
  const perDay = forecast.perDay === null ? null : Number(forecast.perDay.toPrecision(4));
  return [
    site.siteId,
    site.name,
    site.state,
    site.remaining,
    site.quota,
    site.used,
    seconds(site.readAt),
    seconds(site.failedAt),
    site.failure,
    site.alert,
    seconds(site.alertSince),
    forecast.state,
    perDay,
    seconds(forecast.at),
    seconds(forecast.earliest),
    seconds(forecast.latest),
    site.trend,
  ];
}

const FORECASTS = ['estimated', 'not used', 'exhausted', 'unlimited', 'unknown'] as const;

function forecastOf(value: (column: (typeof COLUMNS)[number]) => Cell | undefined): SiteForecast {
  return {
    state: FORECASTS.find((state) => state === value('forecast')) ?? 'unknown',
    perDay: number(value('perDay')),
    at: instant(value('runsOutAt')),
    earliest: instant(value('earliest')),
    latest: instant(value('latest')),
  };
}

/** The site of a row; a row of other columns is read by their names, and what it lacks is not known. */
export function siteOf(columns: readonly string[]): (row: readonly Cell[]) => SiteView {
  const places = new Map(columns.map((column, place) => [column, place]));
  return (row) => {
    const value = (column: (typeof COLUMNS)[number]) => row[places.get(column) ?? -1];
    const trend = value('trend');
    return {
      siteId: text(value('siteId')) ?? '',
      name: text(value('name')),
      state: SITE_STATES.find((state) => state === value('state')) ?? 'unknown',
      remaining: text(value('remaining')),
      quota: text(value('quota')),
      used: text(value('used')),
      readAt: instant(value('readAt')),
      failedAt: instant(value('failedAt')),
      failure: text(value('failure')),
      alert: text(value('alert')),
      alertSince: instant(value('alertSince')),
      forecast: forecastOf(value),
      trend: typeof trend === 'object' && trend !== null ? trend : [],
    };
  };
}
