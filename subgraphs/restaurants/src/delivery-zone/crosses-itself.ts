import type { GeoPoint } from '@tiffin/kernel';

interface Side {
  readonly from: GeoPoint;
  readonly to: GeoPoint;
}

/**
 * Whether a closed outline crosses or touches itself, or encloses nothing; in the plane of degrees, by
 * comparing all pairs of sides (an outline has 200 at most).
 */
export function crossesItself(outline: readonly GeoPoint[]): boolean {
  const sides = outline.map((from, index): Side => {
    return { from, to: outline[(index + 1) % outline.length] ?? from };
  });
  if (sides.some(({ from, to }) => same(from, to))) return true;
  return sides.some((side, index) =>
    sides.slice(index + 1).some((other) => {
      const follows = side.to === other.from;
      const precedes = other.to === side.from;
      if (follows) return foldsBack(side.from, side.to, other.to);
      if (precedes) return foldsBack(other.from, other.to, side.to);
      return meet(side, other);
    }),
  );
}

/** A side that runs back over the one before it. */
function foldsBack(from: GeoPoint, corner: GeoPoint, to: GeoPoint): boolean {
  if (turn(from, corner, to) !== 0) return false;
  const forward =
    (corner.latitude - from.latitude) * (to.latitude - corner.latitude) +
    (corner.longitude - from.longitude) * (to.longitude - corner.longitude);
  return forward < 0;
}

function meet(a: Side, b: Side): boolean {
  const turns = [
    turn(a.from, a.to, b.from),
    turn(a.from, a.to, b.to),
    turn(b.from, b.to, a.from),
    turn(b.from, b.to, a.to),
  ] as const;
  if (turns[0] !== turns[1] && turns[2] !== turns[3]) return true;
  return (
    (turns[0] === 0 && isBetween(a, b.from)) ||
    (turns[1] === 0 && isBetween(a, b.to)) ||
    (turns[2] === 0 && isBetween(b, a.from)) ||
    (turns[3] === 0 && isBetween(b, a.to))
  );
}

/** Left (1), right (-1) or straight on (0) from `a` over `b` to `c`. */
function turn(a: GeoPoint, b: GeoPoint, c: GeoPoint): number {
  return Math.sign(
    (b.longitude - a.longitude) * (c.latitude - a.latitude) -
      (b.latitude - a.latitude) * (c.longitude - a.longitude),
  );
}

function same(a: GeoPoint, b: GeoPoint): boolean {
  return a.latitude === b.latitude && a.longitude === b.longitude;
}

function isBetween({ from, to }: Side, point: GeoPoint): boolean {
  return (
    point.latitude >= Math.min(from.latitude, to.latitude) &&
    point.latitude <= Math.max(from.latitude, to.latitude) &&
    point.longitude >= Math.min(from.longitude, to.longitude) &&
    point.longitude <= Math.max(from.longitude, to.longitude)
  );
}
