/** How many subscribe to what. */
export interface Scenario {
  channels: number;
  sockets: number;
}

export interface FanoutPace {
  scenarios: readonly Scenario[];
  /** Each contestant gets its turn once a round. */
  rounds: number;
  /** Events go out one after the other, each when everybody has the last: at least one a turn. */
  turnMs: number;
  eventsPerTurn: number;
}

export const FULL_PACE: FanoutPace = {
  scenarios: [
    { channels: 1, sockets: 2_000 },
    { channels: 1, sockets: 5_000 },
    { channels: 5_000, sockets: 5_000 },
  ],
  rounds: 3,
  turnMs: 1_500,
  eventsPerTurn: 40,
};
export const QUICK_PACE: FanoutPace = {
  scenarios: [
    { channels: 1, sockets: 500 },
    { channels: 500, sockets: 500 },
  ],
  rounds: 1,
  turnMs: 1_000,
  eventsPerTurn: 20,
};

/** An event that has not reached everybody by then is lost. */
export const ARRIVAL_TIMEOUT_MS = 20_000;
/** Probes go out until everybody has had one. */
export const PROBES = 20;
export const PROBE_TIMEOUT_MS = 3_000;
/** Before the memory of idle subscribers is read. */
export const SETTLE_MS = 1_500;
