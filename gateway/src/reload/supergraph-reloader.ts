import type { Logger } from '@tiffin/service';
import type { LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';
import { reloadMetrics } from './reload-metrics.ts';
import type { SupergraphSource } from './supergraph-source.ts';

export interface SupergraphReloaderOptions {
  source: SupergraphSource;
  /** The text that is being served. */
  served: string;
  /** Makes it of its text. @throws Error when it is not fit to serve */
  build: (sdl: string) => LoadedSupergraph;
  intervalMs: number;
  /** Puts it into service. @throws Error when it cannot serve; the old one goes on */
  take: (supergraph: LoadedSupergraph) => Promise<void>;
  logger: Logger;
}

export type ReloadOutcome = 'unchanged' | 'taken' | 'refused' | 'unreadable';

/**
 * Looks for a new supergraph every so often and when told to. One that is not fit to serve is
 * refused, with a line in the log, and the old one goes on.
 */
export class SupergraphReloader {
  readonly #options: SupergraphReloaderOptions;
  #served: string;
  #refused: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(options: SupergraphReloaderOptions) {
    this.#options = options;
    this.#served = options.served;
  }

  start(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      void this.reload(false).then(() => this.start());
    }, this.#options.intervalMs);
    this.#timer.unref();
  }

  /** @param anew read the source even if nothing says that it changed */
  reload(anew = true): Promise<ReloadOutcome> {
    const reloading = this.#underWay.then(() => this.#reload(anew));
    this.#underWay = reloading;
    return reloading;
  }

  /** Nothing is taken any more, not even what is being read. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #reload(anew: boolean): Promise<ReloadOutcome> {
    if (this.#isStopped) return 'unchanged';
    const { source, logger } = this.#options;
    let sdl: string | undefined;
    try {
      sdl = await source.read(anew);
    } catch (error) {
      logger.warn({ err: error, source: source.title }, 'the supergraph cannot be read');
      reloadMetrics.reloads.inc({ outcome: 'unreadable' });
      return 'unreadable';
    }
    if (this.#isStopped || sdl === undefined || sdl === this.#served) return 'unchanged';
    // Refused once is enough, unless somebody asks.
    if (!anew && sdl === this.#refused) return 'unchanged';
    return this.#take(sdl);
  }

  async #take(sdl: string): Promise<ReloadOutcome> {
    const { source, build, take, logger } = this.#options;
    const startedAt = performance.now();
    try {
      await take(build(sdl));
    } catch (error) {
      this.#refused = sdl;
      logger.error({ err: error, source: source.title }, 'a new supergraph was refused');
      reloadMetrics.reloads.inc({ outcome: 'refused' });
      return 'refused';
    }
    this.#served = sdl;
    this.#refused = undefined;
    const tookMs = Math.round(performance.now() - startedAt);
    logger.info({ source: source.title, tookMs }, 'a new supergraph is in service');
    reloadMetrics.reloads.inc({ outcome: 'taken' });
    return 'taken';
  }
}
