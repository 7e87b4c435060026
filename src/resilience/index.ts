export { linkSignals, untilAborted, type LinkedSignal } from './abort';
export { backoffDelay, type BackoffOptions } from './backoff';
export { systemClock, type Clock } from './clock';
export { withDeadline, type DeadlineOptions } from './deadline';
export { retryAfterOf, type HeaderReader } from './retry-after';
export { retry, type RetryOptions } from './retry';
export { SingleFlight, type FlightResult } from './single-flight';
export { sleep, type SleepOptions } from './sleep';
export { TestClock } from './test-clock';
