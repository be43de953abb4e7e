/** The same moment on the clock of a tablet and on ours, as both read it when the tablet came back to us. */
export interface ClockPair {
  readonly device: Date;
  readonly server: Date;
}

/** What two clocks may differ by before times are put right, in milliseconds. */
const tolerance = 2 * 60_000;

/**
 * Puts the times of a tablet on our clock: shifted when the clocks differ by more than two minutes, and never later
 * than the moment the clocks were compared. A repeat under the same pair gives the same times, so that it is known.
 */
export function onOurClock({ device, server }: ClockPair, now: Date): (at: Date) => Date {
  const apart = server.getTime() - device.getTime();
  const shift = Math.abs(apart) > tolerance ? apart : 0;
  const latest = Math.min(server.getTime(), now.getTime());
  return (at) => new Date(Math.min(at.getTime() + shift, latest));
}
