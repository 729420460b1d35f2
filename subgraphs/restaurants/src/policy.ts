/** Every number of the restaurants context. */
export const restaurantsPolicy = {
  nameMaxCharacters: 120,
  descriptionMaxCharacters: 1_000,
  addressMaxCharacters: 300,
  cuisinesMax: 10,
  cuisineMaxCharacters: 40,
  preparationMinMinutes: 1,
  preparationMaxMinutes: 180,
  preparationDefaultMinutes: 15,
  /** Largest price, option or minimum order, in minor units: with all options it still fits an `Int`. */
  amountMaxMinor: 1_000_000_000n,
  /** Largest price of one item with the dearest options allowed: what an `Int` can say, rounded down. */
  unitPriceMaxMinor: 2_000_000_000n,

  openingSpansMax: 50,

  outlineMinPoints: 3,
  outlineMaxPoints: 200,
  /** How far a delivery zone may reach from the restaurant. */
  zoneReachMaxMeters: 50_000,

  sectionsMax: 50,
  itemsPerSectionMax: 200,
  itemsPerMenuMax: 1_000,
  groupsPerItemMax: 20,
  optionsPerGroupMax: 50,
  optionsPerMenuMax: 10_000,
  stockMax: 1_000_000,
  /** Writing the largest menu may take longer than other statements (process time). */
  menuWriteTimeoutMs: 5_000,
  /** Menus loaded with one statement. */
  menusPerBatch: 50,

  radiusMinMeters: 100,
  radiusMaxMeters: 20_000,
  radiusDefaultMeters: 5_000,
  /** Candidates read for each restaurant of a page, as some turn out to be closed. */
  nearbyCandidatesPerResult: 2,
  /** Candidates read at most for one page of restaurants nearby. */
  nearbyScanMax: 5_000,

  orderLinesMax: 100,
  lineQuantityMax: 99,
  lineOptionsMax: 1_000,

  /** Tries again of a reservation that met a change of the same item; the last one waits for its turn. */
  reservationRetries: 3,
  /** Longest pause before the first retry (process time); doubled each time, jittered. */
  reservationPauseMs: 4,
} as const;
