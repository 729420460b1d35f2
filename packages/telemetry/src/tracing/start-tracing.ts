import { useTracer } from './span.ts';

/** An export may take this long before it is given up. */
const EXPORT_TIMEOUT_MS = 5_000;
/** Spans wait this long for others to be sent with. */
const EXPORT_DELAY_MS = 1_000;
/** Spans that wait; more are dropped rather than kept. */
const MAX_WAITING_SPANS = 4_096;
/** At the end there is this long for what still waits. */
const LAST_EXPORT_MS = 500;

export interface Tracing {
  /** Sends what is recorded. */
  flush(): Promise<void>;
  /** Sends what is recorded, for half a second at most, and records no more. */
  stop(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Records spans and sends them by OTLP over HTTP, if `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector;
 * otherwise nothing is loaded and nothing recorded. `OTEL_SERVICE_NAME` says who we are,
 * `OTEL_TRACES_SAMPLER_ARG` which part of new traces is recorded (1 unless set); who calls decides for
 * theirs.
 *
 * @returns undefined when there is no collector
 * @throws Error in one clear line when a variable is wrong
 */
export async function startTracing(env: Environment): Promise<Tracing | undefined> {
  const endpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return undefined;
  if (!URL.canParse(endpoint)) {
    throw new Error('OTEL_EXPORTER_OTLP_ENDPOINT is not valid: expected an http(s) address');
  }
  const ratio = Number(env['OTEL_TRACES_SAMPLER_ARG'] ?? 1);
  if (!(ratio >= 0 && ratio <= 1)) {
    throw new Error('OTEL_TRACES_SAMPLER_ARG is not valid: expected a number from 0 to 1');
  }
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': env['OTEL_SERVICE_NAME'] ?? env['SERVICE_NAME'] ?? 'tiffin',
      'service.namespace': 'tiffin',
      'process.pid': process.pid,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          url: new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href,
          timeoutMillis: EXPORT_TIMEOUT_MS,
        }),
        scheduledDelayMillis: EXPORT_DELAY_MS,
        maxQueueSize: MAX_WAITING_SPANS,
      }),
    ],
  });
  useTracer(provider.getTracer('tiffin'));
  return {
    flush: () => provider.forceFlush(),
    async stop() {
      useTracer(undefined);
      let timer: NodeJS.Timeout | undefined;
      const overdue = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LAST_EXPORT_MS);
      });
      // A collector that is away must not keep a process from ending well.
      await Promise.race([provider.shutdown().catch(() => undefined), overdue]);
      clearTimeout(timer);
    },
  };
}
