/** How many subscribe to what. */
export interface Scenario {
  channels: number;
  sockets: number;
}

/** Events go out one after the other, each when everybody has the last: at least one. */
export interface Turn {
  turnMs: number;
  eventsPerTurn: number;
}

export interface FanoutPace extends Turn {
  scenarios: readonly Scenario[];
  /** Each contestant gets its turn once a round. */
  rounds: number;
  /** After this time of a scenario, no round is begun but the first. */
  scenarioMs: number;
}

export const FULL_PACE: FanoutPace = {
  scenarios: [
    { channels: 1, sockets: 2_000 },
    { channels: 1, sockets: 5_000 },
    { channels: 5_000, sockets: 5_000 },
  ],
  rounds: 3,
  scenarioMs: 40_000,
  turnMs: 1_500,
  eventsPerTurn: 40,
};
export const QUICK_PACE: FanoutPace = {
  scenarios: [
    { channels: 1, sockets: 500 },
    { channels: 500, sockets: 500 },
  ],
  rounds: 1,
  scenarioMs: 20_000,
  turnMs: 1_000,
  eventsPerTurn: 20,
};

/** Before the first round, unmeasured. */
export const WARM_UP: Turn = { turnMs: 500, eventsPerTurn: 10 };
/** An event that has not reached everybody by then is lost. */
export const ARRIVAL_TIMEOUT_MS = 20_000;
/** Before the memory of idle subscribers is read. */
export const SETTLE_MS = 1_500;

/** How a gateway is started that is there for sockets, see "Memory" in docs/operations.md. */
export const FOR_SOCKETS: Readonly<Record<string, string>> = {
  NODE_OPTIONS: '--max-semi-space-size=16',
};
