import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { domainInstant, plusMs } from '@tiffin/kernel';
import type { DriverTrack } from './driver-track.ts';
import type { Rejection, ReportedPosition } from './reported-position.ts';
import { checkReport } from './validity.ts';

const FOLDER = path.join(process.env['TIFFIN_DATA'] ?? '/work/shared/data', 'gps-traces');
const isThere = existsSync(FOLDER);

/** A point every 1 to 60 s, with the noise, gaps and stops of the street; the columns are named in the header. */
function readTrace(file: string): ReportedPosition[] {
  const [header = '', ...lines] = readFileSync(path.join(FOLDER, file), 'utf8')
    .trim()
    .split(/\r?\n/);
  const columns = header.split(',').map((name) => name.trim().toLowerCase());
  const column = (name: RegExp) => columns.findIndex((each) => name.test(each));
  const [lat, lng, date, time] = [/^lat/, /^(lng|lon)/, /^date$/, /^time/].map(column);
  return lines.map((line) => {
    const cells = line.split(',');
    return {
      location: { latitude: Number(cells[lat!]), longitude: Number(cells[lng!]) },
      recordedAt: domainInstant(Date.parse(`${cells[date!]}T${cells[time!]}Z`)),
      accuracyMeters: 10,
      headingDegrees: null,
      speedMetersPerSecond: null,
      mocked: false,
    };
  });
}

(isThere ? describe : describe.skip)(`real GPS traces (skipped without ${FOLDER})`, () => {
  test('are taken nearly whole when reported as they are measured', () => {
    const files = isThere ? readdirSync(FOLDER).filter((file) => file.endsWith('.csv')) : [];
    expect(files.length).toBeGreaterThan(0);
    const reasons = new Map<Rejection, number>();
    let points = 0;
    for (const file of files) {
      let track: DriverTrack | null = null;
      for (const position of readTrace(file)) {
        points += 1;
        const checked = checkReport(track, [position], plusMs(position.recordedAt, 500));
        track = checked.track;
        for (const { reason } of checked.rejected) {
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        }
      }
    }
    const refused = [...reasons.values()].reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `${files.length} traces, ${points} points, refused ${JSON.stringify(Object.fromEntries(reasons))}\n`,
    );
    expect(refused / points).toBeLessThan(0.02);
    // Devices that jump or repeat a second are refused for that, and for nothing else.
    expect([...reasons.keys()].filter((reason) => !/JUMP|MONOTONIC/.test(reason))).toEqual([]);
  });
});
