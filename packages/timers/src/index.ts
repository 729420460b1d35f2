export { cancelTimers, scheduleTimer } from './schedule.ts';
export { createTimerRunner } from './timer-runner.ts';
export type { TimerRunner, TimerRunnerOptions } from './timer-runner.ts';
export type { TimerHandler } from './fire.ts';
export type { Timer } from './timer.ts';
export { timersPolicy } from './policy.ts';
