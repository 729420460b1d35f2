import { afterAll, beforeAll, describe } from '@jest/globals';
import { openStage, type Stage } from '../stage/stage.ts';
import { testClients } from './clients/test-clients.ts';
import { testHttpAudits } from './http/http-audits.ts';
import { openConformanceScene, type ConformanceScene } from './scene.ts';
import { testSocketProtocol } from './socket-protocol/test-socket-protocol.ts';
import { CLIENT_TITLE, HTTP_TITLE, SOCKET_TITLE } from './titles.ts';

/** The clock of the present: nothing times out while a test looks. */
const SPEED = 1;

let stage: Stage;
let scene: ConformanceScene;
beforeAll(async () => {
  stage = await openStage(SPEED);
  scene = await openConformanceScene(stage);
}, 120_000);
afterAll(() => stage?.close(), 30_000);

describe(HTTP_TITLE, () => testHttpAudits(() => scene));
describe(SOCKET_TITLE, () => testSocketProtocol(() => scene));
describe(CLIENT_TITLE, () => testClients(() => scene));
