import { isUuid, toRfc3339 } from '@tiffin/kernel';
import { requireService, TiffinError } from '@tiffin/service';
import type { DriverPositionResolvers, QueryResolvers } from '../generated/graph.ts';
import { hotPolicy } from '../policy.ts';

export const lastPositions: NonNullable<QueryResolvers['lastPositions']> = async (
  _root,
  { driverIds },
  { identity, services },
) => {
  requireService(identity);
  if (driverIds.length > hotPolicy.maxLastPositions) {
    const { maxLastPositions } = hotPolicy;
    throw new TiffinError('BAD_USER_INPUT', `At most ${maxLastPositions} drivers at once.`);
  }
  try {
    return [...(await services.lastPositions.of(driverIds.filter(isUuid))).values()];
  } catch (cause) {
    throw new TiffinError('SERVICE_UNAVAILABLE', 'Positions cannot be read now.', { cause });
  }
};

export const driverPositionFields: DriverPositionResolvers = {
  driver: ({ driverId }) => ({ id: driverId }),
  order: ({ orderId }) => (orderId === null ? null : { id: orderId }),
  recordedAt: ({ recordedAt }) => toRfc3339(recordedAt),
};
