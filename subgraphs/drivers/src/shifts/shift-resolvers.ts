import { domainInstant, isGeoPoint, type DomainInstant } from '@tiffin/kernel';
import { driverRefusal } from '../drivers/driver-payload.ts';
import type { MutationResolvers } from '../generated/graph.ts';
import { callingDriver } from '../identity-of-driver.ts';
import { closeOffersOfDriver } from '../offers/answer-offer.ts';
import { inputPolicy } from '../policy.ts';
import { endShift as end } from './end-shift.ts';
import { startShift as begin } from './start-shift.ts';

const NOT_REGISTERED = driverRefusal('NOT_FOUND', 'Register as a driver first.');

export const startShift: NonNullable<MutationResolvers['startShift']> = async (
  _root,
  { input },
  { identity, services, loaders },
) => {
  const driverId = callingDriver(identity);
  const now = services.clock.now();
  if (!isGeoPoint(input.location)) {
    return driverRefusal('INVALID_INPUT', 'This is no place on earth.', 'input.location');
  }
  const endsAt = input.endsAt ? domainInstant(new Date(input.endsAt).getTime()) : null;
  if (endsAt !== null && !isPlausibleEnd(endsAt, now)) {
    return driverRefusal(
      'INVALID_INPUT',
      'A shift ends later than now and within 24 hours.',
      'input.endsAt',
    );
  }
  const { latitude, longitude } = input.location;
  const done = await services.transact((client, effects) =>
    begin(client, effects, driverId, { latitude, longitude }, endsAt, now),
  );
  return done ? { driver: await loaders.driver.load(driverId), userErrors: [] } : NOT_REGISTERED;
};

export const endShift: NonNullable<MutationResolvers['endShift']> = async (
  _root,
  _args,
  { identity, services, loaders },
) => {
  const driverId = callingDriver(identity);
  const now = services.clock.now();
  const done = await services.transact((client) => end(client, driverId, now));
  if (!done) return NOT_REGISTERED;
  // The shift is over, so no new offer can come; the one that is open goes to somebody else.
  await services.transact((client, effects) => closeOffersOfDriver(client, effects, driverId, now));
  return { driver: await loaders.driver.load(driverId), userErrors: [] };
};

function isPlausibleEnd(endsAt: DomainInstant, now: DomainInstant): boolean {
  return endsAt > now && endsAt - now <= inputPolicy.maxShiftMs;
}
