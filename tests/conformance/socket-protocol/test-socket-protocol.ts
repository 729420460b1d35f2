import { describe } from '@jest/globals';
import type { ConformanceScene } from '../scene.ts';
import { testFrames } from './frames.ts';
import { testGreeting } from './greeting.ts';
import { testInvalidMessages } from './invalid-messages.ts';
import { testOperations } from './operations.ts';
import { testPings } from './pings.ts';
import { Protocol, SUBJECTS } from './protocol-subject.ts';
import { testStreams } from './streams.ts';

/** Each demand of the protocol's document, at the level of frames, on the gateway and on a subgraph. */
export function testSocketProtocol(scene: () => ConformanceScene): void {
  describe.each(SUBJECTS.map((subject) => [subject.name, subject] as const))(
    '%s',
    (_name, subject) => {
      const protocol = (): Protocol => new Protocol(scene(), subject);
      testGreeting(protocol, subject);
      testInvalidMessages(protocol);
      testPings(protocol);
      testOperations(protocol, scene);
      testStreams(protocol, scene);
      testFrames(protocol, subject);
    },
  );
}
