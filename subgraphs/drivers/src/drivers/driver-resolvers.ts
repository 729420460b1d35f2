import { isUuid } from '@tiffin/kernel';
import { requireUser } from '@tiffin/service';
import type { DriverResolvers, MutationResolvers, QueryResolvers } from '../generated/graph.ts';
import { callingDriver } from '../identity-of-driver.ts';
import { driverRefusal } from './driver-payload.ts';
import { registerDriver as register } from './register-driver.ts';

export const myDriver: NonNullable<QueryResolvers['myDriver']> = (_root, _args, context) =>
  context.loaders.driver.load(requireUser(context.identity).accountId);

export const registerDriver: NonNullable<MutationResolvers['registerDriver']> = async (
  _root,
  { input },
  { identity, services, loaders },
) => {
  const driverId = callingDriver(identity);
  const done = await services.transact((client) =>
    register(client, driverId, input.vehicle, services.clock.now()),
  );
  if (!done) {
    return driverRefusal('DRIVER_UNAVAILABLE', 'End the shift before you change the vehicle.');
  }
  return { driver: await loaders.driver.load(driverId), userErrors: [] };
};

export const driverFields: DriverResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.driver.load(id) : null),
  account: ({ id }) => ({ id }),
};
