import type { Logger } from './logger.ts';

/** Waits for the end of something, but no longer than `timeoutMs`; being left unfinished is logged. */
export async function withinTime(
  work: Promise<void> | undefined,
  timeoutMs: number,
  logger: Logger,
): Promise<void> {
  if (work === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      logger.warn({ timeoutMs }, 'closing took too long and was left unfinished');
      resolve();
    }, timeoutMs);
  });
  await Promise.race([work, overdue]);
  clearTimeout(timer);
}
