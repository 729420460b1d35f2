import { domainInstant } from '@tiffin/kernel';
import { requireRole, userError } from '@tiffin/service';
import type { MutationResolvers, PositionInput } from '../generated/graph.ts';
import { validityPolicy } from '../policy.ts';
import type { ReportedPosition } from './reported-position.ts';

export const reportPositions: NonNullable<MutationResolvers['reportPositions']> = async (
  _root,
  { input: { positions } },
  { identity, services },
) => {
  const { accountId } = requireRole(identity, 'DRIVER');
  const { maxReported } = validityPolicy;
  if (positions.length === 0 || positions.length > maxReported) {
    const message = `1 to ${maxReported} positions are reported at once.`;
    return {
      acceptedCount: 0,
      rejected: [],
      userErrors: [userError('INVALID_INPUT', message, 'input.positions')],
    };
  }
  const outcome = await services.ingest(accountId, positions.map(toReported));
  return { acceptedCount: outcome.acceptedCount, rejected: [...outcome.rejected], userErrors: [] };
};

function toReported(input: PositionInput): ReportedPosition {
  const { latitude, longitude } = input.location;
  return {
    location: { latitude, longitude },
    recordedAt: domainInstant(new Date(input.recordedAt).getTime()),
    accuracyMeters: input.accuracyMeters,
    headingDegrees: input.headingDegrees ?? null,
    speedMetersPerSecond: input.speedMetersPerSecond ?? null,
    mocked: input.mocked ?? false,
  };
}
