import { afterAll, beforeAll, describe } from '@jest/globals';
import { openStage, type Stage } from '../stage/stage.ts';
import { testPlacement } from './placement.ts';
import { testRequests } from './requests.ts';
import { openScene, type Scene } from './scene.ts';
import { testStrangers } from './strangers.ts';

/** The clock of the present: nothing times out while a test looks. */
const SPEED = 1;

describe('bad input through the gateway', () => {
  let stage: Stage;
  let scene: Scene;
  beforeAll(async () => {
    stage = await openStage(SPEED);
    scene = await openScene(stage);
  }, 120_000);
  afterAll(() => stage?.close(), 30_000);

  describe('requests and tokens', () => testRequests(() => scene));
  describe('placement', () => testPlacement(() => scene));
  describe('rights', () => testStrangers(() => scene));
});
