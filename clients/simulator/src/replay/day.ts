import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { domainInstantFromRfc3339, type DomainInstant, type GeoPoint } from '@tiffin/kernel';
import type { Vehicle } from '@tiffin/kernel';

/** An order as it was recorded. */
export interface RecordedOrder {
  id: string;
  pickUp: GeoPoint;
  dropOff: GeoPoint;
  placedAt: DomainInstant;
  cookingStartsAt: DomainInstant;
  readyAt: DomainInstant;
}

/** A courier's shift as it was recorded. */
export interface RecordedCourier {
  id: string;
  vehicle: Vehicle;
  location: GeoPoint;
  startsAt: DomainInstant;
  endsAt: DomainInstant;
}

/** A day, or a part of one. */
export interface RecordedDay {
  name: string;
  orders: RecordedOrder[];
  couriers: RecordedCourier[];
  startsAt: DomainInstant;
}

/** The recorded days are of Colombian cities and name no date; each is played on this one. */
const DATE = '2026-11-02';
/** Colombia keeps UTC-5 all year. */
const OFFSET = '-05:00';
export const DAY_TIME_ZONE = 'America/Bogota';
export const DAY_CURRENCY = 'COP';

/** Stages begin this long before their first event, so that everybody is in place. */
const LEAD_MS = 2 * 60_000;

/** Couriers whose shift is over this long before the first order are left out. */
const SHIFT_MARGIN_MS = 60_000;

type Row = Record<string, string>;

/** Reads a day's folder, or the part of it in which the orders were placed from `from` until before `to`. */
export function readDay(folder: string, from: string | null, to: string | null): RecordedDay {
  const orders = rows(folder, 'orders.csv')
    .map(order)
    .filter(({ placedAt }) => from === null || placedAt >= instant(`${from}:00`))
    .filter(({ placedAt }) => to === null || placedAt < instant(`${to}:00`))
    .sort((a, b) => a.placedAt - b.placedAt);
  const [first] = orders;
  if (!first) throw new RangeError(`no orders in that part of ${folder}`);
  const couriers = rows(folder, 'couriers.csv')
    .map(courier)
    .filter(({ endsAt }) => endsAt > first.placedAt + SHIFT_MARGIN_MS);
  // A part of a day begins with the couriers who are on shift then.
  const begin =
    from === null ? Math.min(first.placedAt, ...couriers.map((c) => c.startsAt)) : first.placedAt;
  const startsAt = (begin - LEAD_MS) as DomainInstant;
  return { name: path.basename(path.resolve(folder)), orders, couriers, startsAt };
}

function rows(folder: string, file: string): Row[] {
  return parse(readFileSync(path.join(folder, file)), { columns: true, skip_empty_lines: true });
}

function order(row: Row): RecordedOrder {
  return {
    id: field(row, 'order_id'),
    pickUp: point(row, 'pick_up'),
    dropOff: point(row, 'drop_off'),
    placedAt: instant(field(row, 'placement_time')),
    cookingStartsAt: instant(field(row, 'preparation_time')),
    readyAt: instant(field(row, 'ready_time')),
  };
}

function courier(row: Row): RecordedCourier {
  return {
    id: field(row, 'courier_id'),
    vehicle: field(row, 'vehicle').toUpperCase() as Vehicle,
    location: point(row, 'on'),
    startsAt: instant(field(row, 'on_time')),
    endsAt: instant(field(row, 'off_time')),
  };
}

function point(row: Row, prefix: string): GeoPoint {
  return {
    latitude: Number(field(row, `${prefix}_lat`)),
    longitude: Number(field(row, `${prefix}_lng`)),
  };
}

function instant(localTime: string): DomainInstant {
  return domainInstantFromRfc3339(`${DATE}T${localTime}${OFFSET}`);
}

function field(row: Row, name: string): string {
  const value = row[name];
  if (value === undefined) throw new RangeError(`a row lacks the column ${name}`);
  return value;
}
